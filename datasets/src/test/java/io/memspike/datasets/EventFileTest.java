package io.memspike.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.SafetensorsWriter;
import io.memspike.testing.Allocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    @TempDir
    Path directory;

    private static FixedSamples random(long seed, int samples, int steps, int height, int width) {
        return random(seed, samples, steps, new Shape(2, height, width));
    }

    private static FixedSamples random(long seed, int samples, int steps, Shape shape) {
        final Random random = new Random(seed);
        final float[][][] counts = new float[samples][steps][shape.size()];
        for (final float[][] sample : counts) {
            for (final float[] step : sample) {
                for (int i = 0; i < step.length; i++) {
                    step[i] = random.nextInt(8) == 0 ? random.nextInt(256) : 0;
                }
            }
        }
        return new FixedSamples(shape, 10, random.ints(samples, 0, 10).toArray(), counts);
    }

    @Property(tries = 100)
    void shouldReadBackWhatWasWritten(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int samples,
            @ForAll @IntRange(min = 1, max = 4) int steps,
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @IntRange(min = 1, max = 9) int height,
            @ForAll @IntRange(min = 1, max = 9) int width)
            throws IOException {
        final FixedSamples set = random(seed, samples, steps, new Shape(channels, height, width));
        final Path folder = Files.createTempDirectory("memspike-events");
        final Path path = folder.resolve("events.safetensors");
        try {
            new EventFileWriter(set, Map.of("dataset", "random"), 2).write(path, done -> {});
            try (EventFile file = EventFile.open(path)) {
                assertEquals(samples, file.size());
                assertEquals(set.shape(), file.shape());
                assertEquals(steps, file.steps());
                assertEquals(10, file.classes());
                assertEquals("random", file.metadata().get("dataset"));
                final EventFrames frames = EventFrames.of(file);
                for (int sample = 0; sample < samples; sample++) {
                    assertEquals(set.label(sample), file.label(sample));
                    file.load(sample, frames);
                    for (int t = 0; t < steps; t++) {
                        assertArrayEquals(set.counts()[sample][t], dense(frames.step(t), set.shape()));
                    }
                }
            }
        } finally {
            Files.deleteIfExists(path);
            Files.delete(folder);
        }
    }

    private static float[] dense(SpikeList step, Shape shape) {
        final float[] dense = new float[shape.size()];
        for (int i = 0; i < step.size(); i++) {
            dense[step.index(i)] = step.value(i);
        }
        return dense;
    }

    @Test
    void shouldWriteTheSameBytesForAnyNumberOfThreads() throws IOException {
        final FixedSamples set = random(1, 300, 2, 4, 4);
        final Path one = directory.resolve("one");
        final Path three = directory.resolve("three");

        final EventFileWriter.Summary summary =
                new EventFileWriter(set, Map.of("b", "1", "a", "2"), 1).write(one, done -> {});
        new EventFileWriter(set, Map.of("a", "2", "b", "1"), 3).write(three, done -> {});

        assertEquals(-1, Files.mismatch(one, three));
        double events = 0;
        for (final float[][] sample : set.counts()) {
            for (final float[] step : sample) {
                for (final float count : step) {
                    events += count;
                }
            }
        }
        assertEquals(events, summary.events());
        assertEquals(events / 300, summary.eventsPerSample());
    }

    @Test
    void shouldReportProgressInOrder() throws IOException {
        final int[] last = {0};

        new EventFileWriter(random(1, 130, 1, 2, 2), Map.of(), 2).write(directory.resolve("x"), done -> {
            assertTrue(done > last[0]);
            last[0] = done;
        });

        assertEquals(130, last[0]);
    }

    @Test
    void shouldTakeClassesFromLabelsWhenMetadataDoNotSay() throws IOException {
        final EventFile file = EventFile.open(write(new long[] {1, 1, 2, 1, 1}, new long[] {6}, "F", null));

        assertEquals(7, file.classes());
        assertEquals(6, file.label(0));
    }

    @Test
    void shouldRefuseWhenShapeIsForeign() throws IOException {
        assertRefused("tensor events: expected U8 [N, T, C, H, W], found U8 [1, 2, 1, 1]", new long[] {1, 2, 1, 1}, 0);
        assertRefused("tensor events: expected U8", new long[] {0, 1, 2, 1, 1});
        assertRefused("tensor labels: expected I64 [1], found I64 [2]", new long[] {1, 1, 2, 1, 1}, 0, 0);
    }

    @Test
    void shouldRefuseWhenLabelIsOutOfRange() throws IOException {
        assertRefused("tensor labels: element 0: expected a class from 0 to", new long[] {1, 1, 2, 1, 1}, -1);
        assertRefused("found 9223372036854775807", new long[] {1, 1, 2, 1, 1}, Long.MAX_VALUE);
        final Path file = write(new long[] {2, 1, 2, 1, 1}, new long[] {9, 10}, "I", "10");
        assertEquals(
                file + ": tensor labels: element 1: expected a class from 0 to 9, found 10",
                assertThrows(FileFormatException.class, () -> EventFile.open(file))
                        .getMessage());
    }

    @Test
    void shouldRefuseWhenClassesAreNoNumber() throws IOException {
        for (final String classes : new String[] {"ten", "0", "-1", "1000000000"}) {
            final Path file = write(new long[] {1, 1, 2, 1, 1}, new long[] {0}, "C" + classes, classes);
            assertThrows(FileFormatException.class, () -> EventFile.open(file));
        }
    }

    @Test
    void shouldRefuseWhenTensorsAreMissingOrOfAnotherType() throws IOException {
        final Path labelsOnly = directory.resolve("labels-only");
        new SafetensorsWriter().longs("labels", new long[] {1}, new long[1]).write(labelsOnly);
        final Path floats = directory.resolve("floats");
        new SafetensorsWriter()
                .floats("events", new long[] {1, 1, 2, 1, 1}, new float[2])
                .longs("labels", new long[] {1}, new long[1])
                .write(floats);
        final Path byteLabels = directory.resolve("byte-labels");
        new SafetensorsWriter()
                .bytes("events", new long[] {1, 1, 2, 1, 1}, new byte[2])
                .bytes("labels", new long[] {1}, new byte[1])
                .write(byteLabels);

        assertThrows(FileFormatException.class, () -> EventFile.open(labelsOnly));
        assertThrows(FileFormatException.class, () -> EventFile.open(floats));
        assertThrows(FileFormatException.class, () -> EventFile.open(byteLabels));
    }

    @Test
    void shouldRefuseEveryTruncation() throws IOException {
        final byte[] whole = Files.readAllBytes(write(new long[] {2, 1, 2, 2, 2}, new long[] {1, 2}, "W", null));
        final Path cut = directory.resolve("cut");

        for (int length = 0; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThrows(FileFormatException.class, () -> EventFile.open(cut));
        }
    }

    private Path write(long[] shape, long[] labels, String name, String classes) throws IOException {
        final Path path = directory.resolve(name);
        final SafetensorsWriter writer = new SafetensorsWriter();
        if (classes != null) {
            writer.metadata("classes", classes);
        }
        final int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        writer.bytes("events", shape, new byte[size])
                .longs("labels", new long[] {labels.length}, labels)
                .write(path);
        return path;
    }

    private void assertRefused(String message, long[] shape, long... labels) throws IOException {
        final Path path = write(shape, labels, "refused", null);
        final String found = assertThrows(FileFormatException.class, () -> EventFile.open(path))
                .getMessage();
        assertTrue(found.startsWith(path + ": ") && found.contains(message), found);
    }

    @Test
    void shouldLeaveNothingWhenCountDoesNotFitAByte() {
        final float[][][] counts = {{{0, 256}}};
        final EventFileWriter writer =
                new EventFileWriter(new FixedSamples(new Shape(2, 1, 1), 10, new int[1], counts), Map.of(), 2);
        final Path target = directory.resolve("x");

        final IOException failure = assertThrows(IOException.class, () -> writer.write(target, done -> {}));

        assertEquals(
                target + ": cannot be written: sample 0 step 0: expected whole counts from 0 to 255, found 256.0",
                failure.getMessage());
        assertFalse(Files.exists(target));
    }

    @Test
    void shouldRefuseWhenOutputCannotBeWritten() {
        final EventFileWriter writer = new EventFileWriter(random(1, 1, 1, 1, 1), Map.of(), 1);

        assertThrows(IOException.class, () -> writer.write(directory.resolve("missing/x"), done -> {}));
        assertThrows(IOException.class, () -> writer.write(directory, done -> {}));
    }

    @Test
    void shouldAllocateNothingWhenLoading() throws IOException {
        final Path path = directory.resolve("x");
        new EventFileWriter(random(1, 5, 3, 9, 9), Map.of(), 1).write(path, done -> {});
        final EventFile file = EventFile.open(path);
        final EventFrames frames = EventFrames.of(file);

        Allocation.assertNone(() -> file.load(3, frames));
    }

    @Test
    void shouldRefuseFramesThatDoNotFit() throws IOException {
        final EventFile file = EventFile.open(write(new long[] {1, 2, 2, 1, 1}, new long[] {0}, "x", null));

        assertThrows(IllegalArgumentException.class, () -> file.load(0, new EventFrames(new Shape(2, 1, 1), 1)));
        assertThrows(IllegalArgumentException.class, () -> file.load(0, new EventFrames(new Shape(2, 1, 2), 2)));
        assertThrows(IllegalArgumentException.class, () -> file.loadStep(0, 0, new EventFrames(new Shape(2, 1, 1), 3)));
        assertThrows(IllegalArgumentException.class, () -> file.loadStep(0, 0, new EventFrames(new Shape(1, 1, 2), 2)));
    }

    @Test
    void shouldNameTheLabelThatIsTooLarge() throws IOException {
        final Path path = directory.resolve("labels.safetensors");
        for (final long label : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 1, 1L << 32, 100_000}) {
            new SafetensorsWriter()
                    .bytes("events", new long[] {3, 1, 2, 2, 2}, new byte[24])
                    .longs("labels", new long[] {3}, new long[] {0, label, 1})
                    .write(path);

            assertEquals(
                    path + ": tensor labels: element 1: expected a class from 0 to 99999, found " + label,
                    assertThrows(FileFormatException.class, () -> EventFile.open(path))
                            .getMessage());
        }
    }
}
