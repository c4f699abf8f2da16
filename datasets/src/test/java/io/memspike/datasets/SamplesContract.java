package io.memspike.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Target;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.testing.Allocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What any {@link Samples} must keep. */
public abstract class SamplesContract {
    private static final int MOST = 40;

    /** Samples, the same at every call; at least two. */
    protected abstract Samples samples() throws IOException;

    private static int[] numbers(Samples samples) {
        final int[] numbers = new int[Math.min(MOST, samples.size())];
        Arrays.setAll(numbers, i -> (int) ((long) i * samples.size() / numbers.length));
        return numbers;
    }

    /** All that is shown of a sample, as bits. */
    private static int[] shown(Samples samples, EventFrames frames, int sample) {
        samples.load(sample, frames);
        return bits(frames);
    }

    private static int[] bits(EventFrames frames) {
        final List<Integer> all = new ArrayList<>();
        for (int t = 0; t < frames.steps(); t++) {
            all.add(frames.step(t).size());
            Arrays.stream(bits(frames.step(t))).forEach(all::add);
        }
        return all.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] bits(SpikeList step) {
        final int[] bits = new int[2 * step.size()];
        for (int e = 0; e < step.size(); e++) {
            bits[2 * e] = step.index(e);
            bits[2 * e + 1] = Float.floatToRawIntBits(step.value(e));
        }
        return bits;
    }

    @Test
    void shouldHaveStepsAndAShape() throws IOException {
        final Samples samples = samples();

        assertTrue(samples.size() >= 2);
        assertTrue(samples.steps() >= 1);
        assertTrue(samples.storedSteps() == samples.steps() || samples.storedSteps() == 1);
        assertTrue(samples.classes() >= 0);
    }

    @Test
    void shouldShowFiniteValuesOfInputsThatThereAre() throws IOException {
        final Samples samples = samples();
        final EventFrames frames = EventFrames.of(samples);
        for (final int sample : numbers(samples)) {
            samples.load(sample, frames);
            for (int t = 0; t < frames.steps(); t++) {
                for (int e = 0; e < frames.step(t).size(); e++) {
                    final float value = frames.step(t).value(e);
                    assertTrue(Float.isFinite(value) && value != 0, "sample " + sample + ": " + value);
                    assertTrue(frames.step(t).index(e) < samples.shape().size());
                }
            }
        }
    }

    @Test
    void shouldNameAClassInBoundsAndTheSameAsTarget() throws IOException {
        final Samples samples = samples();
        final Target target = new Target();
        for (final int sample : numbers(samples)) {
            target.clear();
            samples.target(sample, target);

            assertEquals(samples.label(sample), target.label());
            assertTrue(
                    samples.classes() == 0
                            ? samples.label(sample) == -1
                            : samples.label(sample) >= 0 && samples.label(sample) < samples.classes());
        }
    }

    @Test
    void shouldReplaceWhatWasLoadedBefore() throws IOException {
        final Samples samples = samples();
        final EventFrames frames = EventFrames.of(samples);
        final int[] first = shown(samples, EventFrames.of(samples), 0);
        for (final int sample : numbers(samples)) {
            samples.load(sample, frames);
        }

        assertArrayEquals(first, shown(samples, frames, 0));
    }

    @Test
    void shouldShowTheSameStepByStepAsAtOnce() throws IOException {
        final Samples samples = samples();
        final EventFrames frames = EventFrames.of(samples);
        for (final int sample : numbers(samples)) {
            final EventFrames whole = EventFrames.of(samples);
            samples.load(sample, whole);
            for (int t = 0; t < samples.steps(); t++) {
                samples.loadStep(sample, t, frames);

                assertArrayEquals(bits(whole.step(t)), bits(frames.step(t)), "sample " + sample + ", step " + t);
            }
            assertArrayEquals(bits(whole), bits(frames));
        }
    }

    @Test
    void shouldShowTheSameAfterASampleThatWasLeftInTheMiddle() throws IOException {
        final Samples samples = samples();
        final EventFrames frames = EventFrames.of(samples);
        for (final int[] each : new int[][] {{1, 0}, {0, 1}, {0, 0}}) { // left, then shown
            for (int t = 0; t < (samples.steps() + 1) / 2; t++) {
                samples.loadStep(each[0], t, frames);
            }
            for (int t = 0; t < samples.steps(); t++) {
                samples.loadStep(each[1], t, frames);
            }

            assertArrayEquals(shown(samples, EventFrames.of(samples), each[1]), bits(frames));
        }
        samples.loadStep(1, 0, frames);
        assertArrayEquals(shown(samples, EventFrames.of(samples), 0), shown(samples, frames, 0));
    }

    @Test
    void shouldShowTheSameInOneStoredStepAsInAll() throws IOException {
        final Samples samples = samples();
        if (samples.storedSteps() < samples.steps()) {
            final EventFrames all = EventFrames.of(samples);
            final EventFrames stored = new EventFrames(samples.shape(), samples.storedSteps());
            samples.load(1, all);
            final int[] once = shown(samples, stored, 1);
            for (int t = 0; t < all.steps(); t++) {
                assertEquals(once[0], all.step(t).size());
                for (int e = 0; e < once[0]; e++) {
                    assertEquals(once[1 + 2 * e], all.step(t).index(e));
                    assertEquals(
                            once[2 + 2 * e], Float.floatToRawIntBits(all.step(t).value(e)));
                }
            }
        }
    }

    @Test
    void shouldShowTheSameToAnyThreadInAnyOrder() throws Exception {
        final Samples samples = samples();
        final int[] numbers = numbers(samples);
        final List<int[]> expected = new ArrayList<>();
        for (final int sample : numbers) {
            expected.add(shown(samples(), EventFrames.of(samples), sample));
        }
        final ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            final List<Future<?>> threads = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                final int begin = thread;
                threads.add(executor.submit(() -> {
                    final EventFrames frames = EventFrames.of(samples);
                    for (int i = 0; i < numbers.length; i++) {
                        final int at = (7 * i + 3 * begin) % numbers.length;
                        assertArrayEquals(expected.get(at), shown(samples, frames, numbers[at]));
                    }
                }));
            }
            for (final Future<?> each : threads) {
                each.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void shouldAllocateNothingInSteadyState() throws IOException {
        final Samples samples = samples();
        final EventFrames frames = EventFrames.of(samples);
        final Target target = new Target();

        Allocation.assertNone(() -> {
            samples.load(1, frames);
            samples.loadStep(1, 0, frames);
            target.clear();
            samples.target(1, target);
        });
    }

    @Test
    void shouldRefuseSamplesThatThereAreNot() throws IOException {
        final Samples samples = samples();

        assertThrows(RuntimeException.class, () -> samples.load(samples.size() + 1_000_000, EventFrames.of(samples)));
        assertThrows(RuntimeException.class, () -> samples.loadStep(samples.size(), 0, EventFrames.of(samples)));
        assertThrows(RuntimeException.class, () -> samples.loadStep(-1, 0, EventFrames.of(samples)));
    }

    @Test
    void shouldBeTheSameWithOtherLoops() throws IOException {
        final Samples samples = samples();
        final EventFrames frames = EventFrames.of(samples);
        final EventFrames others = EventFrames.of(samples);
        for (final Kernels kernels :
                List.of(new ScalarKernels(), KernelsLookup.find("auto").kernels())) {
            final Samples same = samples.with(kernels);

            assertEquals(samples.size(), same.size());
            assertEquals(samples.steps(), same.steps());
            assertEquals(samples.shape(), same.shape());
            assertEquals(samples.classes(), same.classes());
            for (final int sample : numbers(samples)) {
                for (int epoch = 0; epoch < 2; epoch++) {
                    samples.load(sample, epoch, frames);
                    same.load(sample, epoch, others);

                    assertArrayEquals(bits(frames), bits(others), "sample " + sample + ", epoch " + epoch);
                }
                assertEquals(samples.label(sample), same.label(sample));
            }
        }
    }

    @Test
    void shouldRefuseFramesOfOtherStepsOrAnotherShape() throws IOException {
        final Samples samples = samples();
        final Shape shape = samples.shape();
        final Shape other = new Shape(shape.channels() + 1, shape.height(), shape.width());

        for (final EventFrames frames :
                List.of(new EventFrames(shape, samples.steps() + 1), new EventFrames(other, samples.steps()))) {
            final IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> samples.load(0, frames));
            assertThrows(IllegalArgumentException.class, () -> samples.loadStep(0, 0, frames));

            assertTrue(
                    refusal.getMessage()
                            .endsWith("expected " + samples.steps() + " steps of " + shape + ", found " + frames.steps()
                                    + " of " + frames.shape()),
                    refusal.getMessage());
        }
    }
}
