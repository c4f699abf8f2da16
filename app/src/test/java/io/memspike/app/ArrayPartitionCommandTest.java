package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrayPartitionCommandTest {
    @TempDir
    Path directory;

    private static Cli run(Object... further) {
        final Object[] few = {"array", "partition", "--epochs", 1, "--samples", 300, "--test-samples", 40};
        final Object[] all = Arrays.copyOf(few, few.length + further.length);
        System.arraycopy(further, 0, all, few.length, further.length);
        return Cli.run(all);
    }

    private static JsonNode json(Cli cli) throws IOException {
        assertEquals(0, cli.status(), cli.err());
        return JsonMapper.builder().build().readTree(cli.out());
    }

    @Test
    void shouldTellAccuracyAndPowerUncutAndAsAsked() throws IOException {
        final Path plot = directory.resolve("partition.png");
        final JsonNode found = json(run("--horizontal", "4,2,1", "--vertical", "3,2,1", "--plot", plot, "--json"));

        final Set<String> keys = new TreeSet<>();
        found.properties().forEach(each -> {
            if (!each.getKey().equals("configurations")) {
                keys.add(each.getKey());
            }
        });
        found.get("configurations")
                .get(0)
                .properties()
                .forEach(each -> keys.add(
                        "configurations[]." + each.getKey() + (each.getValue().isArray() ? "[]" : "")));
        assertEquals(Reference.keys("array partition"), keys);
        assertEquals(2, found.get("configurations").size());
        final JsonNode uncut = found.get("configurations").get(0);
        final JsonNode cut = found.get("configurations").get(1);
        assertEquals(3, uncut.get("crossbars").intValue());
        assertEquals("[4,2,1]", cut.get("horizontal").toString());
        assertEquals("[3,2,1]", cut.get("vertical").toString());
        assertEquals(4 * 3 + 2 * 2 + 1, cut.get("crossbars").intValue());
        assertTrue(uncut.get("powerWatts").doubleValue() < cut.get("powerWatts").doubleValue());
        assertTrue(cut.get("powerWatts").doubleValue()
                < found.get("powerIdealWatts").doubleValue());
        assertEquals(40, found.get("testSamples").intValue());
        assertEquals(800, ImageIO.read(plot.toFile()).getWidth());
    }

    @Test
    void shouldBeIdealWithoutResistanceHoweverItIsCut() throws IOException {
        final JsonNode found = json(run("--word-wire", 0, "--bit-wire", 0, "--threads", 1, "--json"));

        for (final JsonNode each : found.get("configurations")) {
            assertEquals(found.get("accuracyIdeal"), each.get("accuracy"));
            assertEquals(found.get("accuracyIdeal"), each.get("accuracyGainAsTrained"));
            final double ideal = found.get("powerIdealWatts").doubleValue();
            assertEquals(ideal, each.get("powerWatts").doubleValue(), 1e-9 * ideal);
        }
    }

    @Test
    void shouldPrintATableWithTheSweep() {
        final Cli cli = run("--sweep");

        assertEquals(0, cli.status(), cli.err());
        final String[] lines = cli.out().split("\n");
        assertEquals(11, lines.length, cli.out()); // head, ideal, uncut, as asked, six of the sweep, end
        assertTrue(lines[3].startsWith("16,8,8      8,8,1           200 "), lines[3]);
        assertTrue(lines[9].startsWith("51,16,11    15,11,2         963 "), lines[9]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--horizontal 16,8 | horizontal partitions: expected 3, one for each layer, found 2",
                "--vertical 8,8,1,1 | vertical partitions: expected 3, one for each layer, found 4",
                "--horizontal 0,8,8 | layer 1: horizontal partitions: expected at least 1, found 0",
                "--vertical 8,85,1 | layer 2: vertical partitions: expected 1 to 84, the layer's outputs, found 85",
                "--word-wire NaN | crossbar: word-line resistance: expected a finite number of ohms from 0 up, found NaN",
                "--bit-wire Infinity | crossbar: bit-line resistance: expected a finite number of ohms from 0 up, found Infinity",
                "--sense -1 | crossbar: sense resistance: expected a finite number of ohms from 0 up, found -1.0",
                "--low 20000 | cells: expected 0 < low < high resistance in ohm, found low 20000.0 high 15000.0",
                "--supply 0 | supply: expected more than 0 V, found 0.0",
                "--epochs 0 | epochs: expected at least 1, found 0",
                "--samples 60001 | --samples: mnist: expected 1 to 60000 images, found 60001",
                "--test-samples 0 | --test-samples: mnist: expected 1 to 10000 images, found 0",
            })
    void shouldRefuseBadUsageInOneLine(String options, String reason) {
        final Cli cli = Cli.run((Object[]) ("array partition " + options).split(" "));

        assertEquals(2, cli.status());
        assertEquals("", cli.out());
        assertEquals("memspike: " + reason, cli.err().strip());
    }

    @Test
    void shouldRefuseAPlotThatCannotBeWrittenBeforeItTrains() {
        run("--plot", directory.resolve("none/partition.png")).assertFailed();
        assertTrue(Files.notExists(directory.resolve("none")));
    }
}
