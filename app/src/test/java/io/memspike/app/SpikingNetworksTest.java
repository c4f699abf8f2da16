package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memspike.core.file.Model;
import io.memspike.tasks.plan.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of still data whose neurons fire, by every way in. */
class SpikingNetworksTest {
    private static final String DIGITS = "train prune --dataset mnist --network spiking-cnn:first=4,second=4,k=8"
            + " --samples 24 --hold-out 8 --test-samples 8 --epochs 1 --batch 12 --json --threads 2 --out ";
    private static final String WORDS =
            "train prune --dataset spoken-digits-mel --network spiking-crnn:first=4,second=4,k=8"
                    + " --hold-out 0 --epochs 1 --json --threads 2 --data DIR/words --out ";
    private static final String EYES =
            "train prune --dataset vessels --network spiking-unet --base 2 --depth 1 --patches 6"
                    + " --patch-size 12 --batch 4 --epochs 1 --hold-out 1 --json --threads 2 --data DIR/eyes --out ";

    @TempDir
    static Path directory;

    @BeforeAll
    static void draw() throws IOException {
        DrawnEyes.writeFive(directory.resolve("eyes"));
        final Path recordings = Files.createDirectories(directory.resolve("words/recordings"));
        for (int number = 4; number < 8; number++) {
            Tone.write(recordings.resolve(number + "_zoe_" + number + ".wav"), 8_000, 2_000);
        }
    }

    private static Cli run(String command) {
        return Cli.run((Object[]) command.replace("DIR", directory.toString()).split(" "));
    }

    private static JsonNode json(String command) throws IOException {
        return run(command).json();
    }

    @ParameterizedTest
    @ValueSource(strings = {DIGITS, WORDS, EYES})
    void shouldTrainToTheSameBitsOnAnyThreads(String command) throws IOException {
        final Path two = directory.resolve("two.safetensors");
        final Path one = directory.resolve("one.safetensors");
        json(command + two);
        json(command.replace("--threads 2", "--threads 1 --kernels scalar") + one);

        assertArrayEquals(Files.readAllBytes(two), Files.readAllBytes(one));
        assertTrue(Model.read(two).metadata().get("encoder").startsWith("picture:steps="));
    }

    /** A training of classes looks at the answer of every step, so that any may be the last. */
    @Test
    void shouldClassifyAndStopEarly() throws IOException {
        final Path model = directory.resolve("digits.safetensors");
        final Path other = directory.resolve("other.safetensors");
        json(DIGITS + model);
        json(DIGITS.replace("prune", "classify") + other + " --encode picture:steps=4 --loss running --held last");
        assertArrayEquals(Files.readAllBytes(model), Files.readAllBytes(other));

        final Path calibrated = directory.resolve("calibrated.safetensors");
        final JsonNode rule = json("calibrate " + model + " --max-loss 50 --json --out " + calibrated);
        assertEquals(4, rule.get("steps").asInt());
        final JsonNode stopped = json("evaluate " + calibrated + " --samples 8 --early-stop model --json");
        assertTrue(stopped.get("meanSteps").asDouble() <= 4);
        final JsonNode energy = json("array energy " + calibrated + " --samples 4 --early-stop model --json");
        assertTrue(energy.get("array").get("joules").asDouble() > 0);
        assertEquals(4, energy.get("steps").asInt());
        final JsonNode study = json("array study --model " + model
                + " --sweep read-noise=0,0.1 --repeats 1 --samples 8 --threads 2 --json");
        assertEquals(2, study.get("points").size());
    }

    @Test
    void shouldHearSpokenDigitsColumnByColumn() throws IOException {
        final Path model = directory.resolve("heard.safetensors");
        json(WORDS + model);

        final JsonNode heard = json("evaluate " + model + " --data DIR/words --split train --json --early-stop 0.5");
        assertEquals(4, heard.get("steps").asInt());
        assertEquals(
                4,
                json("array energy " + model + " --samples 1 --data DIR/words --json")
                        .get("steps")
                        .asInt());
    }

    @Test
    void shouldFindVesselsInTheStepsThatItWasTrainedIn() throws IOException {
        final Path model = directory.resolve("eyes.safetensors");
        final JsonNode found = json(EYES + model + " --steps 3");

        assertEquals(9 * (2 + 4 + 4 + 4 + 8 + 4) + 4, found.get("weights").asInt());
        assertEquals("picture:steps=3", Model.read(model).metadata().get("encoder"));
        assertEquals(
                found.get("pixels"),
                json("segment " + model + " --input DIR/eyes --split test --json --out DIR/maps")
                        .get("all"));
        assertFalse(Files.exists(Checkpoints.besides(model)));
        final String energy = "array energy " + model + " --data DIR/eyes";
        final JsonNode spent = json(energy + " --json");
        assertEquals(3, spent.get("steps").asInt());
        assertTrue(spent.get("array").get("joules").asDouble() > 0);
        final JsonNode study = json(
                "array study --model " + model
                        + " --sweep read-noise=0,0.1 --repeats 1 --samples 1 --recalibrate 4 --data DIR/eyes --threads 2 --json");
        assertEquals(2, study.get("points").size());
    }
}
