package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArraySolveCommandTest {
    @TempDir
    Path directory;

    private static JsonNode json(String text) throws IOException {
        return JsonMapper.builder().build().readTree(text);
    }

    private static double[] flat(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .flatMapToDouble(each -> java.util.Arrays.stream(flat(each)))
                        .toArray()
                : new double[] {node.doubleValue()};
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("crossbar.json"), text);
    }

    @Test
    void shouldEqualTheCircuitSimulatorQucs() throws IOException {
        final Path golden = Outside.file("golden/external/crossbar_qucs.json");
        final Cli cli = Cli.run("array", "solve", "--crossbar", golden, "--json");
        assertEquals(0, cli.status(), cli.err());
        final JsonNode found = json(cli.out());
        final JsonNode expected = json(Files.readString(golden));

        assertEquals(24, found.size());
        for (final Map.Entry<String, JsonNode> each : expected.properties()) {
            for (final String key : new String[] {"I_out", "I_dev", "V_wl", "V_bl"}) {
                final double[] values = flat(each.getValue().get(key));
                final double[] ours = flat(found.get(each.getKey()).get(key));
                assertEquals(values.length, ours.length);
                for (int i = 0; i < values.length; i++) {
                    assertEquals(values[i], ours[i], 1e-9 * Math.abs(values[i]), each.getKey() + " " + key);
                }
            }
        }
    }

    @Test
    void shouldSolveASingleCase() throws IOException {
        final Path file = file("{\"R\": [[10, -1]], \"V\": [2], \"r_i_wl\": 1, \"r_i_bl\": 2}");
        final Cli cli = Cli.run("array", "solve", "--crossbar", file, "--driver", 3, "--sense", 4, "--json");

        assertArrayEquals(new double[] {0.1, 0}, flat(json(cli.out()).get("I_out")), 1e-15);
        final Cli people = Cli.run("array", "solve", "--crossbar", file);
        assertTrue(people.out().startsWith("1 x 2, I_out (A): [0.153"), people.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[1] | expected an object with R, V, r_i_wl and r_i_bl, or of such objects, found array",
                "{} | expected an object with R, V, r_i_wl and r_i_bl, or of such objects, found an empty one",
                "{\"a\": 3} | case a: expected an object with R, V, r_i_wl and r_i_bl, found number",
                "{\"R\": 3} | R: expected an array, found number",
                "{\"R\": [[\"x\"]]} | R[0][0]: expected a number, found string",
                "{\"R\": [[1]]} | V: expected an array, found nothing",
                "{\"R\": [[1]], \"V\": [1]} | r_i_wl: expected a number, found nothing",
                "{\"R\": [[-3]], \"V\": [1], \"r_i_wl\": 0, \"r_i_bl\": 0} | crossbar: cell (0, 0): expected a resistance of at least 0 ohm, found -3.0",
                "{\"R\": [[1]], \"V\": [1, 2], \"r_i_wl\": 0, \"r_i_bl\": 0} | crossbar: voltages: expected 1, one for each word line, found 2",
                "{\"R\": [[0]], \"V\": [1], \"r_i_wl\": 0, \"r_i_bl\": 0} | crossbar: cell (0, 0): expected more than 0 ohm where neither word nor bit lines have resistance, found 0",
                "{\"R\": [], \"V\": [], \"r_i_wl\": 0, \"r_i_bl\": 0} | crossbar: expected at least one row and one column, found none",
            })
    void shouldRefuseBadFilesInOneLine(String text, String reason) throws IOException {
        final Path file = file(text);
        final Cli cli = Cli.run("array", "solve", "--crossbar", file, "--json");

        assertEquals(2, cli.status());
        assertEquals("", cli.out());
        assertEquals("memspike: " + file + ": " + reason, cli.err().strip());
    }

    @Test
    void shouldSayWhereAFileIsNotJson() throws IOException {
        final Cli cli = Cli.run("array", "solve", "--crossbar", file("{\"R\": [[1],\n x"));

        assertEquals(2, cli.status());
        assertTrue(cli.err().contains("line 2, column "), cli.err());
        assertEquals(1, cli.err().strip().lines().count());
        Cli.run("array", "solve", "--crossbar", directory.resolve("none.json")).assertFailed();
    }
}
