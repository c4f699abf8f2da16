package io.memspike.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.datasets.set.DataSets;
import io.memspike.testing.Allocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CameraSamplesTest {
    private static final int COUNT = 400;

    private final Samples samples;

    CameraSamplesTest() throws IOException {
        samples = Subset.first(new CameraSamples(DataSets.ofSystem().images("mnist", Split.TEST), 10), COUNT);
    }

    private static int hash(EventFrames frames) {
        int hash = 1;
        for (int t = 0; t < frames.steps(); t++) {
            for (int i = 0; i < frames.step(t).size(); i++) {
                hash = 31 * (31 * hash + frames.step(t).index(i))
                        + (int) frames.step(t).value(i);
            }
        }
        return hash;
    }

    private int[] hashes(int stride) {
        final EventFrames frames = EventFrames.of(samples);
        final int[] hashes = new int[COUNT];
        for (int n = 0; n < COUNT; n++) {
            final int sample = n * stride % COUNT;
            samples.load(sample, frames);
            hashes[sample] = hash(frames);
        }
        return hashes;
    }

    @Test
    void shouldLoadTheSameEventsFromAnyThreadInAnyOrder() throws InterruptedException, ExecutionException {
        final int[] expected = hashes(1);
        final ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            final List<Future<int[]>> results = new ArrayList<>();
            for (final int stride : new int[] {1, 3, 7, 9, 11, 13, 17, 19}) {
                results.add(executor.submit(() -> hashes(stride)));
            }
            for (final Future<int[]> result : results) {
                assertArrayEquals(expected, result.get());
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void shouldMakeAboutAsManyEventsAsTheRealSensor() {
        final EventFrames frames = EventFrames.of(samples);
        double events = 0;
        for (int sample = 0; sample < COUNT; sample++) {
            samples.load(sample, frames);
            for (int t = 0; t < frames.steps(); t++) {
                for (int i = 0; i < frames.step(t).size(); i++) {
                    events += frames.step(t).value(i);
                }
            }
        }
        assertEquals(4_240, events / COUNT, 200); // N-MNIST's mean; one digit varies by about 1,000
    }

    @Test
    void shouldAllocateNothingInSteadyState() {
        final EventFrames frames = EventFrames.of(samples);

        Allocation.assertNone(() -> samples.load(5, frames));
    }

    @Test
    void shouldRefuseWrongArguments() {
        final ImageSet small = new ImageSet("small", 2, 2, 10, new byte[4], new byte[1]);
        final ImageSet fits = new ImageSet("fits", 28, 28, 10, new byte[784], new byte[1]);
        final CameraSamples one = new CameraSamples(fits, 3);

        assertThrows(IllegalArgumentException.class, () -> new CameraSamples(small, 10));
        assertThrows(IllegalArgumentException.class, () -> new CameraSamples(fits, 0));
        assertThrows(IllegalArgumentException.class, () -> one.load(0, new EventFrames(SaccadeCamera.SHAPE, 4)));
    }

    @Test
    void shouldViewASubset() {
        final Subset part = new Subset(samples, 10, 12);
        final EventFrames direct = EventFrames.of(samples);
        final EventFrames viewed = EventFrames.of(part);
        samples.load(11, direct);
        part.load(1, viewed);

        assertEquals(2, part.size());
        assertEquals(samples.label(11), part.label(1));
        assertEquals(hash(direct), hash(viewed));
        assertArrayEquals(
                Arrays.copyOf(direct.step(4).indices(), direct.step(4).size()),
                Arrays.copyOf(viewed.step(4).indices(), viewed.step(4).size()));
        assertThrows(IndexOutOfBoundsException.class, () -> part.load(2, viewed));
        assertThrows(IndexOutOfBoundsException.class, () -> part.label(-1));
        assertThrows(IllegalArgumentException.class, () -> new Subset(samples, 5, 401));
        assertThrows(IllegalArgumentException.class, () -> new Subset(samples, 5, 4));
    }
}
