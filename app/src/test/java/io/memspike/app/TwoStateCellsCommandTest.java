package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memspike.core.file.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random weights of two states on other chips, and binary layers whose columns add up resistances. */
class TwoStateCellsCommandTest {
    private static final String SMALL = " --samples 60 --hold-out 0 --epochs 1 --batch 20 --test-samples 20 ";

    @TempDir
    static Path directory;

    private static Path magnetic;
    private static Path binary;

    private static Cli run(String command) {
        return Cli.run((Object[]) command.strip().split(" +"));
    }

    @BeforeAll
    static void train() {
        magnetic = directory.resolve("magnetic.safetensors");
        binary = directory.resolve("binary.safetensors");
        assertEquals(
                0,
                run("train classify --network mlp --device mram --chips 0 --out " + magnetic + SMALL)
                        .status());
        final Cli trained =
                run("train classify --network xnor-mlp:hidden=40 --encode picture --loss mean --out " + binary + SMALL);
        assertEquals(0, trained.status(), trained.err());
    }

    @Test
    void shouldTestOnOtherChips() throws IOException {
        final String command = "train classify --network mlp --device mram --train-chips 2 --out "
                + directory.resolve("chips.safetensors") + SMALL;
        final JsonNode usual = run(command + "--json").json();
        final Cli asked = run(command + "--chips 2");

        assertEquals(5, usual.get("chips").asInt());
        assertEquals(5, usual.get("chipAccuracies").size());
        double sum = 0;
        for (final JsonNode each : usual.get("chipAccuracies")) {
            sum += each.asDouble();
        }
        assertEquals(sum / 5, usual.get("chipAccuracy").asDouble(), 1e-12);
        assertTrue(usual.get("chipDeviation").asDouble() >= 0);
        assertTrue(asked.out().contains("on 2 other chips of the device "), asked.out());
        assertTrue(asked.out().contains("in the mean, standard deviation "), asked.out());
    }

    /** Cells that are formed are others on another chip, and the mask is not theirs; nobody looks unless asked. */
    @Test
    void shouldFormOtherChipsOfDevicesThatAreNotProgrammed() throws IOException {
        final String command =
                "train classify --network mlp --json --out " + directory.resolve("formed.safetensors") + SMALL;

        assertTrue(run(command).json().get("chips").isNull());
        final JsonNode one = run(command + "--chips 1").json();
        assertEquals(1, one.get("chipAccuracies").size());
        assertTrue(one.get("chipDeviation").isNull());
    }

    @Test
    void shouldStudyRatioAndDeviationOfResistances() throws IOException {
        for (final String sweep : List.of("resistance-ratio=1.5,2,4", "resistance-deviation=0,1")) {
            final Path csv = directory.resolve("study.csv");
            final Path plot = directory.resolve("study.png");
            final JsonNode study = run("array study --model " + magnetic + " --device mram --sweep " + sweep
                            + " --repeats 2 --samples 20 --json --csv " + csv + " --plot " + plot)
                    .json();

            assertEquals(sweep.split(",").length, study.get("points").size());
            assertEquals(
                    1 + 2 * sweep.split(",").length, Files.readAllLines(csv).size());
            assertTrue(Files.size(plot) > 0);
        }
    }

    @Test
    void shouldReadBinaryLayersByTheirResistances() throws IOException {
        for (final float weight : Model.read(binary).weights("fc1")) {
            assertEquals(1f, Math.abs(weight));
        }
        final String study = "array study --model " + binary + " --repeats 1 --samples 20 --json --sweep ";
        final double plain =
                run(study + "read-noise=0").json().at("/points/0/accuracy").asDouble();
        final double met = run(study + "resistance-deviation=0 --device mram --sums resistances")
                .json()
                .at("/points/0/accuracy")
                .asDouble();
        assertEquals(plain, met); // sums of whole numbers, whichever way

        final Path csv = directory.resolve("sums.csv");
        final JsonNode sums = run("array sums --model " + binary + " --samples 5 --json --csv " + csv)
                .json();
        // 784 rows are 13 arrays, 40 one; 40 and 10 columns each
        assertEquals(5 * 13 * 40, sums.at("/layers/0/reads").asInt());
        assertEquals(5 * 10, sums.at("/layers/1/reads").asInt());
        assertTrue(sums.get("joules").asDouble() > 0 && sums.get("seconds").asDouble() > 0);
        long counted = 0;
        final List<String> lines = Files.readAllLines(csv);
        assertEquals("node,true,read,count", lines.get(0));
        for (final String line : lines.subList(1, lines.size())) {
            counted += Long.parseLong(line.substring(line.lastIndexOf(',') + 1));
        }
        assertEquals(5 * 13 * 40 + 5 * 10, counted);
        final Cli said = run("array sums --model " + binary + " --samples 5");
        assertTrue(said.out().contains("columns read") && said.out().contains("an inference: "), said.out());
    }

    @Test
    void shouldTellWhatWasFormedAnew() throws IOException {
        final String command = "train classify --network mlp --device signs --reform 0.5 --out "
                + directory.resolve("anew.safetensors") + SMALL.replace("--epochs 1", "--epochs 2");
        final JsonNode writes = run(command + "--json").json().get("writes");
        final Cli said = run(command);

        assertEquals(3, writes.size());
        final JsonNode middle = writes.get(1); // 62,500 pairs, a quarter of them once
        assertEquals("fc2", middle.get("node").asText());
        assertEquals(middle.get("sets").asLong(), middle.get("resets").asLong());
        assertEquals(62_500 / 4.0, middle.get("sets").asLong(), 5 * Math.sqrt(31_250 / 4.0));
        assertEquals(0, said.status(), said.err());
        assertTrue(said.out().contains(" set, "), said.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train classify --chips -1 | --chips: expected at least 0, found -1",
                "train classify --network mlp --mode weights --chips 2 | --chips: expected random weights of a device, found none",
                "train classify --network mlp --device signs --train-chips 2 | --train-chips: expected random weights of a device that can be programmed",
                "train classify --network mlp --mode weights --train-chips 2 | that can be programmed: rram, pcm, mram or a table, found none",
                "train classify --network mlp --device mram --train-chips 0 | chips: expected 1 to 1024 to train on, found 0",
                "train classify --network mlp --device mram --reform 0.3 --epochs 2 | --reform: expected a device that forms by chance: formed-rram, signs or a histogram, found MagneticMemory",
                "train classify --network mlp --mode weights --reform 0.3 --epochs 2 | --reform: expected random weights of a device that are pruned, found none",
                "train classify --network mlp --reform 0.3 --train-chips 2 | reform: expected the last epoch kept, no hysteresis and one chip, found 2 chips",
                "train classify --network mlp --reform 0.3 --keep best | reform: expected the last epoch kept, no hysteresis and one chip, found the best epoch",
                "train classify --network mlp --reform 0.3 --epochs 2 --adc-bits 4 | reform: expected exact reads in training, found converters",
                "train classify --network mlp --reform 0.3 | reform: expected at least 2 epochs, since none is formed anew after the last, found 1",
                "train classify --network mlp --reform 1.5 | reform: expected a share in (0, 1], found 1.5",
                "train classify --network mlp --device histogram:ALIKE | --device: expected cells that differ, found those of histogram:",
                "array study --model BINARY --sums volts --sweep open=0 | --sums: expected currents or resistances, found 'volts'",
                "array study --model BINARY --sums resistances --sweep adc-bits=4 | node fc1: paths: expected cells that were written to one of two states, as mram, found FormedRram",
                "array study --model MAGNETIC --sums resistances --device mram --sweep adc-bits=4 | expected weights of one magnitude, none of them pruned",
                "array study --model BINARY --sums resistances --device mram --sweep read-noise=0.1 | read-noise: paths: expected no read noise, wires and DACs",
                "array study --model BINARY --sweep resistance-ratio=2 | resistance-ratio: expected magnetic memory, as --device mram",
                "array sums --model MAGNETIC | expected weights of one magnitude, none of them pruned",
                "array sums --model BINARY --device rram | expected cells that were written to one of two states, as mram, found TargetRram",
            })
    void shouldRefuseInOneLine(String command, String message) throws IOException {
        final Path alike = Files.writeString(
                directory.resolve("alike.csv"),
                "conductance_low_siemens,conductance_high_siemens,count\n1e-5,1e-5,9\n");
        final Path out = directory.resolve("refused.safetensors");
        final String placed = command.replace("BINARY", binary.toString())
                .replace("MAGNETIC", magnetic.toString())
                .replace("ALIKE", alike.toString());

        final String small = command.contains("--epochs") ? SMALL.replace(" --epochs 1", "") : SMALL;

        final Cli cli = run(placed + (command.startsWith("train") ? " --out " + out + small : " --samples 4"));

        assertTrue(cli.status() == 1 || cli.status() == 2, cli.err());
        assertTrue(cli.err().lines().findFirst().orElse("").contains(message), cli.err());
        assertFalse(Files.exists(out));
    }
}
