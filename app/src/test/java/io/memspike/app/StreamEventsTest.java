package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.file.SafetensorsWriter;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.EventProducer;
import io.memspike.core.stream.IngestSpec;
import io.memspike.core.stream.PackedEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the events of a stream, and what {@code evaluate} says of the same. */
class StreamEventsTest {
    private static final long RECORDING = 300_000;

    @TempDir
    Path directory;

    private Path small; // 2×2 pixels: class 0 where there is an event
    private Path model; // 34×34 pixels: class 1 where an event lies in the right half, else 0

    @BeforeEach
    void makeModels() throws IOException {
        small = write("small.safetensors", 8, (output, input) -> output == 0 ? 1 : -1);
        model = write("model.safetensors", 2 * 34 * 34, (output, input) -> input % 34 < 17 == (output == 0) ? 1 : -1);
    }

    private interface Weights {
        float weight(int output, int input);
    }

    private Path write(String name, int inputs, Weights weights) throws IOException {
        final float[] values = new float[2 * inputs];
        for (int i = 0; i < values.length; i++) {
            values[i] = weights.weight(i / inputs, i % inputs);
        }
        final Path file = directory.resolve(name);
        new Model(
                        Graph.chain(
                                Shape.vector(inputs), List.of(new Linear(2, 1f), Integrator.readout(0.1f), new Mean())),
                        Map.of("0.weight", values),
                        Map.of(),
                        Map.of(),
                        Map.of())
                .write(file);
        return file;
    }

    /** An event file of 2×2 pixels: a sample is all ones, or without events where its label is odd. */
    private Path events(int classes, int steps, long... labels) throws IOException {
        final byte[] counts = new byte[labels.length * steps * 8];
        for (int i = 0; i < labels.length; i++) {
            Arrays.fill(counts, i * steps * 8, (i + 1) * steps * 8, (byte) (labels[i] % 2 == 0 ? 1 : 0));
        }
        final Path file = directory.resolve("events.safetensors");
        new SafetensorsWriter()
                .bytes("events", new long[] {labels.length, steps, 2, 2, 2}, counts)
                .longs("labels", new long[] {labels.length}, labels)
                .metadata("classes", Integer.toString(classes))
                .write(file);
        return file;
    }

    /** An N-MNIST file of records x, y, p, microseconds. */
    private Path recording(int[]... records) throws IOException {
        return EventBin.write(directory.resolve("recording.bin"), records);
    }

    private static JsonNode json(Object... arguments) throws IOException {
        final Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--json";
        final Cli outcome = Cli.run(all);
        assertEquals(0, outcome.status(), outcome.err());
        final JsonNode result = JsonMapper.builder().build().readTree(outcome.out());
        if (result.has("used")) {
            assertEquals(
                    result.get("events").asLong(),
                    Arrays.stream(new String[] {"used", "late", "unused", "dropped"})
                            .mapToLong(key -> result.get(key).asLong())
                            .sum(),
                    "events = used + late + unused + dropped");
        }
        return result;
    }

    private static List<Long> all(JsonNode stream, String key) {
        return StreamSupport.stream(stream.get("decisions").spliterator(), false)
                .map(decision -> decision.get(key).asLong())
                .toList();
    }

    @Test
    void shouldDecideRecordingsWithoutEventsAsEvaluateDoes() throws IOException {
        final Path events = events(2, 3, 0, 1, 0, 1);
        for (final String stop : List.of("off", "0.9", "0.4")) {
            final JsonNode stream = json("stream", small, "--source", events, "--early-stop", stop);
            final JsonNode evaluate = json("evaluate", small, "--events", events, "--early-stop", stop);

            assertEquals(List.of(0L, 1L, 2L, 3L), all(stream, "recording"));
            assertEquals(List.of(0L, 0L, 0L, 0L), all(stream, "label"));
            assertEquals(0.5, stream.get("accuracy").asDouble());
            assertEquals(evaluate.get("accuracy"), stream.get("accuracy"));
            assertEquals(evaluate.get("meanSteps"), stream.get("meanSteps"));
            assertEquals(48, stream.get("events").asLong());
        }
        assertEquals(
                48,
                json("stream", small, "--source", events, "--early-stop", "off")
                        .get("used")
                        .asLong());
    }

    /** A ring that has ended already: what {@code stream} says of events that six recordings and their sender make. */
    private JsonNode heard(LongStream micros, Object... options) throws IOException {
        final Path ring = directory.resolve("camera.ring");
        final EventProducer producer =
                EventIngest.create(ring, IngestSpec.blocking()).producer(0);
        // recordings in turns: left half, right half
        micros.forEach(t -> producer.offer(PackedEvent.of(t, t / RECORDING % 2 == 0 ? 5 : 25, 5, true)));
        producer.end();
        final Object[] all = {"stream", model, "--source", "ipc:" + ring, "--early-stop", "off"};
        final Object[] both = Arrays.copyOf(all, all.length + options.length);
        System.arraycopy(options, 0, both, all.length, options.length);
        return json(both);
    }

    /** One event a millisecond. */
    private static LongStream recordings(int from, int to) {
        return LongStream.range(from * RECORDING / 1_000, to * RECORDING / 1_000)
                .map(ms -> 1_000 * ms);
    }

    private static LongStream then(LongStream... parts) {
        return Arrays.stream(parts).flatMapToLong(part -> part);
    }

    @Test
    void shouldLoseAnEventThatIsTenSecondsAhead() throws IOException {
        final JsonNode stream = heard(then(recordings(0, 1), LongStream.of(RECORDING + 10_000_000), recordings(1, 6)));

        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L), all(stream, "recording"));
        assertEquals(List.of(0L, 1L, 0L, 1L, 0L, 1L), all(stream, "label"));
        assertEquals(1_800, stream.get("used").asLong());
        assertEquals(1, stream.get("unused").asLong());
    }

    @Test
    void shouldBeginANewRecordingWhereTheClockRestarts() throws IOException {
        final JsonNode stream = heard(then(recordings(0, 3), recordings(0, 3)));

        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L), all(stream, "recording"));
        assertEquals(List.of(0L, 1L, 0L, 0L, 1L, 0L), all(stream, "label"));
        assertEquals(1_800, stream.get("used").asLong());
    }

    @Test
    void shouldJumpNoFurtherThanItIsTold() throws IOException {
        final JsonNode far = heard(then(recordings(0, 1), LongStream.of(5 * RECORDING)), "--max-jump-ms", 1_300);
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L), all(far, "recording"));
        assertEquals(301, far.get("used").asLong());

        final JsonNode near = heard(then(recordings(0, 1), LongStream.of(5 * RECORDING)), "--max-jump-ms", 1_200);
        assertEquals(List.of(0L), all(near, "recording"));
        assertEquals(1, near.get("unused").asLong());
    }

    @Test
    void shouldSayWhereNoEventOfARecordingWasUsed() throws IOException {
        final int[][] late = new int[10][];
        Arrays.setAll(late, i -> new int[] {5, 5, 1, 400_000 + i});
        final Path file = recording(late);

        final JsonNode stream = json("stream", model, "--source", file);

        assertEquals(10, stream.get("events").asLong());
        assertEquals(10, stream.get("unused").asLong());
        assertEquals(List.of(0L), all(stream, "recording"));
        final String line = "no event was used: every decision is that of a recording without events";
        assertTrue(Cli.run("stream", model, "--source", file).out().contains(line));
        assertTrue(Cli.run("stream", model, "--source", file, "--json").err().contains(line));
    }

    @Test
    void shouldCountEventsPastTheEndOfARecording() throws IOException {
        final int[][] past = new int[11][];
        Arrays.setAll(past, i -> i == 0 ? new int[] {5, 5, 1, 1_000} : new int[] {6, 6, 1, 300_000 + i});

        final JsonNode stream = json("stream", model, "--source", recording(past));

        assertEquals(1, stream.get("used").asLong());
        assertEquals(10, stream.get("unused").asLong());
    }

    @Test
    void shouldTakeAnOverflowOfASensorsCounterAsNoEvent() throws IOException {
        final Path file =
                recording(new int[] {1, 1, 1, 100}, new int[] {0, 240, 0, 8_191}, new int[] {2, 2, 1, 50}, new int[] {
                    3, 3, 0, 9_000
                });

        assertEquals(3, json("stream", model, "--source", file).get("used").asLong());
    }

    private void assertBothRefuse(int status, String reason, Path events, Object... options) {
        for (final String[] command : new String[][] {{"evaluate", "--events"}, {"stream", "--source"}}) {
            final Object[] all = {command[0], small, command[1], events};
            final Object[] both = Arrays.copyOf(all, all.length + options.length);
            System.arraycopy(options, 0, both, all.length, options.length);
            final Cli outcome = Cli.run(both);
            assertEquals(status, outcome.status(), outcome.out());
            assertEquals(
                    "memspike: " + reason, outcome.err().lines().findFirst().orElseThrow());
        }
    }

    @Test
    void shouldRefuseWhatEvaluateRefuses() throws IOException {
        final Path nine = events(9, 1, 0, 1, 1);
        assertBothRefuse(1, small + ": readout: expected at least the 9 classes of the events, found 2", nine);
        final Path six = events(2, 3, 0, 1, 0, 1, 0, 1);
        assertBothRefuse(2, six + ": --samples: expected at most the 6, found 100", six, "--samples", 100);
        assertBothRefuse(2, six + ": --samples: expected at most the 6, found -1", six, "--samples", -1);
    }

    @ParameterizedTest
    @CsvSource({
        "ipc:camera.ring, --samples, 3, '--samples: expected none for a ring, which is read to its end'",
        "ipc:camera.ring, --max-jump-ms, 0, '--max-jump-ms: expected at least 1, found 0'",
        "saccade:mnist, --max-jump-ms, 9, '--max-jump-ms: expected ipc:PATH, found saccade:mnist, whose time stamps are in order'"
    })
    void shouldRefuseWhatASourceHasNoUseFor(String source, String option, String value, String reason) {
        final Cli outcome = Cli.run("stream", small, "--source", source, option, value);

        assertEquals(2, outcome.status());
        assertEquals("memspike: " + reason, outcome.err().strip());
    }
}
