package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulateCommandTest {
    private static final List<String> DURATIONS =
            List.of("wallSeconds", "buildSeconds", "eventsPerSecond", "bytesPerSynapse", "threads", "kernels");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"cuba", "brunel"})
    void shouldTellTheSameForAnyThreadsAndKernels(String name) throws IOException {
        final JsonNode found = Cli.run("simulate", name, "--neurons", 500, "--seconds", 0.3, "--threads", 1, "--json")
                .json();
        final JsonNode again = Cli.run(
                        "simulate",
                        name,
                        "--neurons",
                        500,
                        "--seconds",
                        0.3,
                        "--threads",
                        3,
                        "--kernels",
                        "scalar",
                        "--json")
                .json();

        assertEquals(Reference.keys("simulate " + name), Reference.keys(found));
        assertEquals(500, found.get("neurons").intValue());
        assertTrue(found.get("synapticEvents").longValue() > 10_000, found.toString());
        assertEquals(((ObjectNode) found).without(DURATIONS), ((ObjectNode) again).without(DURATIONS));
    }

    /** Rates and variation of other simulators (Brian2 and NEST: 5.2 to 5.7 Hz, 0.44 to 0.46; 31.8 to 32.1 Hz, 0.173). */
    @ParameterizedTest
    @CsvSource({"cuba, 5.0, 6.1, 0.43, 0.48", "brunel, 31.6, 32.4, 0.165, 0.18"})
    void shouldSpikeAsOthersFound(String name, double least, double most, double even, double uneven)
            throws IOException {
        final JsonNode found = Cli.run("simulate", name, "--json").json();

        final double rate = found.get("rateHz").doubleValue();
        final double variation = found.get("cvIsi").doubleValue();
        assertTrue(least <= rate && rate <= most, "rate " + rate);
        assertTrue(even <= variation && variation <= uneven, "variation " + variation);
    }

    @Test
    void shouldDrawARasterAndWriteSpikes() throws IOException {
        final Path raster = directory.resolve("raster.png");
        final Path spikes = directory.resolve("spikes.csv");

        final JsonNode found = Cli.run(
                        "simulate",
                        "brunel",
                        "--neurons",
                        300,
                        "--seconds",
                        0.05,
                        "--raster",
                        raster,
                        "--spikes",
                        spikes,
                        "--json")
                .json();

        assertEquals(1000, ImageIO.read(raster.toFile()).getHeight());
        final List<String> lines = Files.readAllLines(spikes);
        assertEquals("seconds,neuron", lines.get(0));
        assertEquals(found.get("spikes").intValue(), lines.size() - 1);
        final double last = Double.parseDouble(lines.get(lines.size() - 1).split(",")[0]);
        assertTrue(last > 0 && last <= 0.05, "time " + last);
    }

    @Test
    void shouldSayOfEachSizeWhatItTakes() throws IOException {
        final Path table = directory.resolve("table.csv");
        final Path plot = directory.resolve("plot.png");

        final JsonNode found = Cli.run(
                        "simulate",
                        "scaling",
                        "--neurons",
                        "300,600",
                        "--inputs",
                        "10,50",
                        "--seconds",
                        0.05,
                        "--csv",
                        table,
                        "--plot",
                        plot,
                        "--threads",
                        1,
                        "--json")
                .json();
        final JsonNode alone = Cli.run(
                        "simulate", "brunel", "--neurons", 600, "--inputs", 50, "--seconds", 0.05, "--json")
                .json();

        assertEquals(Reference.keys("simulate scaling"), Reference.keys(found));
        final JsonNode last = found.get("sizes").get(3);
        assertEquals(4, found.get("sizes").size());
        assertEquals(600, last.get("neurons").intValue());
        assertEquals(600 * 50, last.get("synapses").longValue());
        assertEquals(alone.get("spikes"), last.get("spikes"));
        assertEquals(alone.get("synapticEvents"), last.get("synapticEvents"));
        assertEquals(5, Files.readAllLines(table).size());
        assertTrue(Files.readAllLines(table).get(4).startsWith("600,50,30000,"));
        assertEquals(500, ImageIO.read(plot.toFile()).getHeight());
    }

    @Test
    void shouldHaveTheSameStatisticsAsAGraph() throws IOException {
        final Object[] asked = {"simulate", "cuba", "--neurons", 1000, "--seconds", 0.5, "--json"};
        final Object[] asGraph = {"simulate", "cuba", "--neurons", 1000, "--seconds", 0.5, "--json", "--graph"};

        final JsonNode population = Cli.run(asked).json();
        final JsonNode graph = Cli.run(asGraph).json();

        assertEquals(population.get("synapses"), graph.get("synapses"));
        final double rate = population.get("rateHz").doubleValue();
        assertEquals(rate, graph.get("rateHz").doubleValue(), 0.1 * rate);
        assertTrue(graph.get("bytesPerSynapse").isNull());
        assertEquals(1, graph.get("threads").intValue());
    }

    @Test
    void shouldSpikeOtherwiseWhereWeightsDiffer() throws IOException {
        final JsonNode alike = brunel("--inputs", 20);
        final JsonNode differing = brunel("--inputs", 20, "--weight-spread", 1);

        assertEquals(alike.get("synapses"), differing.get("synapses"));
        assertEquals(4, bytesPerSynapse(differing) - bytesPerSynapse(alike), 1e-9);
        assertFalse(alike.get("spikes").equals(differing.get("spikes")));
    }

    /** Of a pair a bit; of its target's number two bytes, and four of the weight. */
    @Test
    void shouldTakeBitsWhereOneInTenIsHeard() throws IOException {
        assertTrue(bytesPerSynapse(brunel()) < 2);
        assertTrue(bytesPerSynapse(brunel("--weight-spread", 1)) > 2 + 4);
    }

    private static JsonNode brunel(Object... options) throws IOException {
        return Cli.run(Stream.concat(
                                Stream.of("simulate", "brunel", "--neurons", 500, "--seconds", 0.1, "--json"),
                                Stream.of(options))
                        .toArray())
                .json();
    }

    private static double bytesPerSynapse(JsonNode result) {
        return result.get("bytesPerSynapse").doubleValue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--neurons 500,5 | --neurons: expected at least 10, found 5",
                "--neurons 50,500 --inputs 10,50 | --inputs: expected 1 to fewer than the 50 neurons, found 50",
                "--seconds 0 | --seconds: expected 1.0E-4 to 10000.0, found 0.0",
                "--csv x --plot x | x: expected a file for each of what is written, found one for both"
            })
    void shouldRefuseSizesBeforeAnyIsDrawn(String options, String reason) {
        final Cli cli = Cli.run((Object[]) ("simulate scaling " + options).split(" "));

        assertEquals(reason.startsWith("--") ? 2 : 1, cli.status());
        assertEquals("", cli.out());
        assertTrue(cli.err().startsWith("memspike: " + reason), cli.err());
        assertFalse(Files.exists(Path.of("x")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--neurons 5 | --neurons: expected at least 10, found 5",
                "--inputs 0 | --inputs: expected 1 to fewer than the 4000 neurons, found 0",
                "--neurons 50 --inputs 50 | --inputs: expected 1 to fewer than the 50 neurons, found 50",
                "--seconds 0 | --seconds: expected 1.0E-4 to 10000.0, found 0.0",
                "--neurons 100000 --inputs 100 --graph | --graph: expected at most 4,000,000 synapses, found 10,000,000",
                "--weight-spread -1 | --weight-spread: expected 0 to 10.0, found -1.0",
                "--after 2 | --after: expected from 0 to below the 1.0 s simulated, found 2.0",
                "--spikes nowhere/spikes.csv | nowhere/spikes.csv"
            })
    void shouldRefuseInOneLine(String options, String reason) {
        final Cli cli = Cli.run((Object[]) ("simulate cuba " + options).split(" "));

        assertEquals(reason.startsWith("--") ? 2 : 1, cli.status());
        assertEquals("", cli.out());
        assertTrue(cli.err().startsWith("memspike: " + reason), cli.err());
        assertFalse(Files.exists(Path.of("nowhere")));
    }
}
