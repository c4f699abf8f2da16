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
                "[[1000]] | [1] | 1000 | 1e-12 | 0.0005", // 1 V over 2000 ohm
                "[[1000]] | [1] | 1e-12 | 1000 | 0.0005",
                "[[1e-15]] | [1] | 5 | 5 | 0.1", // over 10 ohm
                "[[1000]] | [1e160] | 500 | 500 | 5e156",
                "[[1000]] | [1e-170] | 500 | 500 | 5e-174",
                // by elimination with 250 decimal digits
                "[[1e-100, 1000], [1000, 1e-100]] | [1, 0.5] | 5 | 5 | 0.0665038161308884 0.03366066291024764",
            })
    void shouldBeRightWhereConductancesOrVoltagesAreExtreme(
            String cells, String voltages, String word, String bit, String expected) throws IOException {
        final Path file = file(
                "{\"R\": " + cells + ", \"V\": " + voltages + ", \"r_i_wl\": " + word + ", \"r_i_bl\": " + bit + "}");
        final Cli cli = Cli.run("array", "solve", "--crossbar", file, "--json");

        assertEquals(0, cli.status(), cli.err());
        final double[] found = flat(json(cli.out()).get("I_out"));
        final String[] values = expected.split(" ");
        assertEquals(values.length, found.length);
        for (int j = 0; j < found.length; j++) {
            final double value = Double.parseDouble(values[j]);
            assertEquals(value, found[j], 1e-12 * value);
        }
    }

    @Test
    void shouldNameTheCaseThatCannotBeSolved() throws IOException {
        final Path file = file("{\"fine\": {\"R\": [[1]], \"V\": [1], \"r_i_wl\": 0, \"r_i_bl\": 0},"
                + " \"far\": {\"R\": [[1e-9]], \"V\": [1e305], \"r_i_wl\": 0, \"r_i_bl\": 0}}");
        final Cli cli = Cli.run("array", "solve", "--crossbar", file, "--json");

        assertEquals(1, cli.status());
        assertEquals("", cli.out());
        assertTrue(
                cli.err()
                        .startsWith(
                                "memspike: " + file + ": case far: crossbar: voltages: expected currents and voltages"),
                cli.err());
        assertEquals(1, cli.err().strip().lines().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[1] | expected an object with R, V, r_i_wl and r_i_bl, or of such objects, found an array",
                "null | expected an object with R, V, r_i_wl and r_i_bl, or of such objects, found null",
                "{} | expected an object with R, V, r_i_wl and r_i_bl, or of such objects, found an empty object",
                "{\"a\": 3} | case a: expected an object with R, V, r_i_wl and r_i_bl, found 3",
                "{\"R\": 3} | field R: expected an array of rows, found 3",
                "{\"R\": [[\"x\"]]} | field R[0][0]: expected a number, found \"x\"",
                "{\"R\": [[1]]} | field V: expected an array of numbers, found nothing",
                "{\"R\": [[1]], \"V\": [1]} | field r_i_wl: expected a number, found nothing",
                "{\"R\": [[1e400]], \"V\": [1], \"r_i_wl\": 0, \"r_i_bl\": 0} | field R[0][0]: expected a finite number, found one beyond 1.7976931348623157E308",
                "{\"a\": {\"R\": [[1]], \"V\": [-1e400], \"r_i_wl\": 0, \"r_i_bl\": 0}} | field a.V[0]: expected a finite number, found one beyond 1.7976931348623157E308",
                "{\"R\": [[1]], \"V\": [1], \"r_i_wl\": 0, \"r_i_bl\": 0, \"r_load\": 5} | field r_load: expected one of the fields R, V, r_i_wl, r_i_bl, I_out, I_dev, V_wl, V_bl, found an unknown field",
                "{\"a\": {\"R\": [[1]], \"V\": [1], \"r_i_wl\": 0, \"r_i_bI\": 0}} | case a, field r_i_bI: expected one of the fields R, V, r_i_wl, r_i_bl, I_out, I_dev, V_wl, V_bl, found an unknown field",
                "{\"R\": [[1]]} {\"R\": [[2]]} | line 1, column 14: expected nothing after the value, found {",
                "{\"R\": [[-3]], \"V\": [1], \"r_i_wl\": 0, \"r_i_bl\": 0} | crossbar: cell (0, 0): expected a resistance of at least 0 ohm, found -3.0",
                "{\"R\": [[1]], \"V\": [1, 2], \"r_i_wl\": 0, \"r_i_bl\": 0} | crossbar: voltages: expected 1, one for each word line, found 2",
                "{\"R\": [[0]], \"V\": [1], \"r_i_wl\": 0, \"r_i_bl\": 0} | crossbar: cell (0, 0): expected more than 0 ohm where neither word nor bit lines have resistance, found 0",
                "{\"R\": [], \"V\": [], \"r_i_wl\": 0, \"r_i_bl\": 0} | crossbar: expected at least one row and one column, found none",
            })
    void shouldRefuseBadFilesInOneLine(String text, String reason) throws IOException {
        final Path file = file(text);
        final Cli cli = Cli.run("array", "solve", "--crossbar", file, "--json");

        assertEquals(1, cli.status());
        assertEquals("", cli.out());
        assertEquals("memspike: " + file + ": " + reason, cli.err().strip());
    }

    @Test
    void shouldSayWhereAFileIsNotJson() throws IOException {
        final Cli cli = Cli.run("array", "solve", "--crossbar", file("{\"R\": [[1],\n x"));

        assertEquals(1, cli.status());
        assertTrue(cli.err().contains("line 2, column "), cli.err());
        assertEquals(1, cli.err().strip().lines().count());
        Cli.run("array", "solve", "--crossbar", directory.resolve("none.json")).assertFailed();
    }

    @Test
    void shouldRefuseACaseThatIsThereTwice() throws IOException {
        final String one = "{\"R\": [[1000]], \"V\": [1], \"r_i_wl\": 5, \"r_i_bl\": 5}";
        final Path file = file("{\"a\": " + one + ",\n \"a\": " + one.replace("1000", "10") + "}");

        final String reason = Cli.run("array", "solve", "--crossbar", file).assertFailed();

        assertEquals(
                "memspike: " + file + ": field a: expected one value, found a second at line 2, column 5",
                reason.strip());
    }
}
