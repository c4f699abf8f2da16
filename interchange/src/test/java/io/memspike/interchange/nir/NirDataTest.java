package io.memspike.interchange.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.file.FileFormatException;
import io.memspike.interchange.nir.data.NirData;
import io.memspike.interchange.nir.data.NirSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NIRData, out of files and into steps. */
class NirDataTest {
    private static final double NONE = Double.POSITIVE_INFINITY;
    private static final NirSignal.Events SPIKES = new NirSignal.Events(
            2, new int[] {0, 2, -1, 1, -1, -1}, new double[] {0, 0.029, NONE, 0.0151, NONE, NONE}, null, 3, 0.03);

    @TempDir
    Path directory;

    private NirData written(NirSignal signal) throws IOException {
        final Path file = directory.resolve("data.h5");
        new NirData("test", Map.of("lif", Map.of("spikes", signal))).write(file);
        return NirData.read(file);
    }

    @Test
    void shouldReadWhatItWrote() throws IOException {
        final NirSignal.Events read =
                (NirSignal.Events) written(SPIKES).nodes().get("lif").get("spikes");
        assertArrayEquals(SPIKES.index(), read.index());
        assertArrayEquals(SPIKES.time(), read.time());
        assertEquals(0.03, read.duration());
        assertEquals(null, read.value());
        final NirSignal.Gridded grid = new NirSignal.Gridded(1, 2, 2, 0.001, new float[] {0.1f, 2, 3, 4});
        final NirSignal.Gridded again =
                (NirSignal.Gridded) written(grid).nodes().get("lif").get("spikes");
        assertArrayEquals(grid.data(), again.data());
        assertEquals(0.001, again.dt());
    }

    @Test
    void shouldPutEventsIntoTheirSteps() throws IOException {
        final NirSignal.Gridded grid = SPIKES.gridded(0.001f, "test");
        assertEquals(List.of(2, 30, 3), List.of(grid.samples(), grid.steps(), grid.neurons()));
        final float[] expected = new float[2 * 30 * 3];
        expected[0] = 1; // neuron 0, step 0
        expected[29 * 3 + 2] = 1; // 0.029 s is step 29, whatever division makes of it
        expected[(30 + 15) * 3 + 1] = 1;
        assertArrayEquals(expected, grid.data());
        final NirSignal.Events valued =
                new NirSignal.Events(1, new int[] {0}, new double[] {0.5}, new float[] {0.25f}, 1, 1);
        assertArrayEquals(new float[] {0, 0.25f}, valued.gridded(0.5f, "test").data());
    }

    /** Every number that is not 0 is one event, and comes back in its step, whatever dt. */
    @ParameterizedTest
    @CsvSource({"0.001, false", "0.0001, false", "0.0003, true", "0.7, true", "1, false"})
    void shouldTellAGridAsEvents(double dt, boolean isGraded) throws IOException {
        final Random random = new Random(1);
        final float[] data = new float[3 * 1_000 * 7];
        for (int i = 0; i < 2 * 7_000; i++) { // the third sample is silent
            data[i] = random.nextInt(4) > 0 ? 0 : isGraded ? random.nextInt(5) - 2 : 1;
        }
        final NirSignal.Gridded grid = new NirSignal.Gridded(3, 1_000, 7, dt, data);

        final NirSignal.Events events =
                (NirSignal.Events) written(grid.events()).nodes().get("lif").get("spikes");

        assertEquals(isGraded, events.value() != null);
        int there = 0;
        for (final float value : data) {
            there += value != 0 ? 1 : 0;
        }
        assertEquals(there, IntStream.of(events.index()).filter(i -> i >= 0).count());
        assertArrayEquals(data, events.gridded((float) dt, "test").data());
        final NirSignal.Events silent = new NirSignal.Gridded(2, 3, 1, dt, new float[6]).events();
        assertArrayEquals(new int[] {-1, -1}, silent.index());
    }

    @Test
    void shouldRefuseOtherStepsAndWhatLiesBehindTheEnd() {
        final NirSignal.Gridded grid = new NirSignal.Gridded(1, 1, 1, 0.002, new float[1]);
        assertEquals(
                "f: dt: expected steps of 0.001 s, as the run has them, found 0.002 s",
                assertThrows(FileFormatException.class, () -> grid.gridded(0.001f, "f"))
                        .getMessage());
        final NirSignal.Events empty = new NirSignal.Events(1, new int[] {0}, new double[] {0.5}, null, 1_000_000, 1);
        assertEquals(
                "f: t_max: expected at most 268435456 numbers of 1 events, found 1000000000 in 1.0 s",
                assertThrows(FileFormatException.class, () -> empty.gridded(0.001f, "f"))
                        .getMessage());
        final NirSignal.Events late = new NirSignal.Events(1, new int[] {0}, new double[] {1}, null, 1, 1);
        assertEquals(
                "f: event 0: expected one of 1 neurons, in 2 steps, found neuron 0 at 1.0 s",
                assertThrows(FileFormatException.class, () -> late.gridded(0.5f, "f"))
                        .getMessage());
    }
}
