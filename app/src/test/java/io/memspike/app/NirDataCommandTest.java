package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.memspike.interchange.nir.data.NirData;
import io.memspike.interchange.nir.data.NirSignal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** NIRData into and out of {@code nir run}. */
class NirDataCommandTest {
    private static final int STEPS = 50;
    private static final int NEURONS = 3;
    private static final double DT = 0.001;

    @TempDir
    static Path directory;

    private static Path graph;

    @TempDir
    Path place;

    /** Two neurons that add up what enters: 0.4 of each spike, above 1. */
    @BeforeAll
    static void export() throws IOException {
        final Path text = Files.writeString(directory.resolve("adds.yaml"), """
                input: [3, 1, 1]
                nodes:
                  fc: {linear: {out: 2}, tensors: {weight: 0.4}}
                  n: {if: {}, tensors: {r: 1, vThreshold: 1}}
                edges: [input fc n]
                """);
        graph = directory.resolve("adds.nir");
        final Cli export = Cli.run("nir", "export", text, "--dt", DT, "--out", graph);
        assertEquals(0, export.status(), export.err());
    }

    /** What enters in two samples, the second of numbers that are no spikes where {@code isGraded}. */
    private static NirSignal.Gridded grid(boolean isGraded) {
        final Random random = new Random(1);
        final float[] data = new float[2 * STEPS * NEURONS];
        for (int i = 0; i < data.length; i++) {
            data[i] = random.nextInt(2) * (isGraded ? 0.25f * random.nextInt(5) : 1);
        }
        return new NirSignal.Gridded(2, STEPS, NEURONS, DT, data);
    }

    private Path write(String node, NirSignal signal) throws IOException {
        final Path file = place.resolve("input.nirdata");
        new NirData(file, Map.of(node, Map.of("spikes", signal))).write(file);
        return file;
    }

    private Path npy(NirSignal.Gridded grid) throws IOException {
        final ByteBuffer elements =
                ByteBuffer.allocate(Float.BYTES * grid.data().length).order(ByteOrder.LITTLE_ENDIAN);
        elements.asFloatBuffer().put(grid.data());
        final String extents = grid.samples() + ", " + grid.steps() + ", " + grid.neurons();
        return NpyFloats.write(place.resolve("input.npy"), extents, elements.array());
    }

    private static Cli run(Path input, Path out, Object... more) {
        return Cli.run(Stream.concat(
                        Stream.of("nir", "run", graph, "--input", input, "--record", "fc,n", "--out", out),
                        Arrays.stream(more))
                .toArray());
    }

    private Path recorded(String name, Path input, Object... more) {
        final Path out = place.resolve(name);
        final Cli run = run(input, out, more);
        assertEquals(0, run.status(), run.err());
        return out;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldRunOnAGridAndEventsAsOnAnArray(boolean isGraded) throws IOException {
        final NirSignal.Gridded grid = grid(isGraded);
        final Path array = recorded("array", npy(grid));
        final Path gridded = recorded("gridded", write("input", grid));
        final NirSignal.Events events = grid.events();
        assertEquals(isGraded, events.value() != null);
        final Path evented = recorded("evented", write("whatever", events));

        for (final String name : new String[] {"n.spikes.npy", "n.membrane.npy", "fc.spikes.npy"}) {
            final byte[] expected = Files.readAllBytes(array.resolve(name));
            assertArrayEquals(expected, Files.readAllBytes(gridded.resolve(name)), name);
            assertArrayEquals(expected, Files.readAllBytes(evented.resolve(name)), name);
        }
    }

    /** On the grid, as events where all are spikes (n), and with values where they are not (fc). */
    @Test
    void shouldWriteTheSameOnAGridAndAsEvents() throws IOException {
        final Path input = write("input", grid(false));
        final Path onGrid = place.resolve("grid.h5");
        final Path asEvents = place.resolve("events.h5");
        recorded("one", input, "--out-data", onGrid);
        recorded("other", input, "--out-data", asEvents, "--data-as", "events");

        final Map<String, Map<String, NirSignal>> grids = NirData.read(onGrid).nodes();
        final Map<String, Map<String, NirSignal>> events =
                NirData.read(asEvents).nodes();
        for (final String node : new String[] {"fc", "n"}) {
            final NirSignal.Gridded grid =
                    assertInstanceOf(NirSignal.Gridded.class, grids.get(node).get("spikes"));
            final NirSignal.Events told =
                    assertInstanceOf(NirSignal.Events.class, events.get(node).get("spikes"));
            assertArrayEquals(grid.data(), told.gridded((float) DT, "test").data());
            assertEquals(node.equals("fc"), told.value() != null);
        }
        assertInstanceOf(NirSignal.Gridded.class, events.get("n").get("membrane"));
        assertNull(events.get("input"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        other dt | /input.nirdata: node input: dt: expected steps of 0.001 s, as the run has them, found 0.002 s
        other neurons | /input.nirdata: node input: expected 3 neurons, as the graph's input has them, found 2
        late | /input.nirdata: node input: event 0: expected one of 3 neurons, in 50 steps, found neuron 0 at 0.05 s
        no neuron | /input.nirdata: node input: event 0: expected one of 3 neurons, in 50 steps, found neuron 3 at 0.0 s
        no steps | /input.nirdata: node input: t_max: expected at least one step of 0.001 s, and fewer than 2^31 numbers, found 1.0E-4 s
        """)
    void shouldRefuseWhatDoesNotFitAndLeaveNothing(String what, String expected) throws IOException {
        final NirSignal signal =
                switch (what) {
                    case "other dt" -> new NirSignal.Gridded(1, 1, NEURONS, 2 * DT, new float[NEURONS]);
                    case "other neurons" -> new NirSignal.Gridded(1, 1, 2, DT, new float[2]);
                    case "late" -> event(0, STEPS * DT, STEPS * DT);
                    case "no neuron" -> event(NEURONS, 0, STEPS * DT);
                    default -> event(0, 0, DT / 10);
                };
        final Path out = place.resolve("out");
        final Path data = place.resolve("out.h5");

        final Cli run = run(write("input", signal), out, "--out-data", data);

        assertEquals(1, run.status());
        assertEquals("memspike: " + place + expected, run.err().strip());
        assertFalse(Files.exists(out) || Files.exists(data));
    }

    private static NirSignal.Events event(int neuron, double time, double duration) {
        return new NirSignal.Events(1, new int[] {neuron}, new double[] {time}, null, NEURONS, duration);
    }

    @Test
    void shouldRefuseAGraphAsDataNodesThatAreNotTheInputAndEventsThatNobodyWrites() throws IOException {
        final Path out = place.resolve("out");
        assertEquals(
                "memspike: " + graph + ": /: expected an attribute __type__, one of [NIRGraphData], found none",
                run(graph, out).assertFailed().strip());
        final NirSignal grid = grid(false);
        final Path two = place.resolve("two.nirdata");
        new NirData(two, Map.of("b", Map.of("spikes", grid), "a", Map.of("spikes", grid))).write(two);
        assertEquals(
                "memspike: " + two + ": /nodes: expected the graph's input input, or one node, found [a, b]",
                run(two, out).assertFailed().strip());
        final Cli events = run(two, out, "--data-as", "events");
        assertEquals(2, events.status());
        assertEquals(
                "memspike: --data-as: expected grid, or events with --out-data, found events",
                events.err().strip());
        assertFalse(Files.exists(out));
    }
}
