package io.memspike.core.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.testing.Allocation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeltaPopulationTest {
    private static final Kernels KERNELS = KernelsLookup.find("auto").kernels();
    private static final Shape PIXELS = new Shape(2, 9, 11);

    private static float[] weights(Matrix spec, float scale) {
        final RandomStream random = RandomStream.of(7, "weights");
        final float[] weights = new float[spec.weights()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = scale * (float) random.nextGaussian();
        }
        return weights;
    }

    private static Matrix conv(int out, int kernel, int padding) {
        return new Matrix(new Conv2d(out, kernel, 1, padding, 1f), PIXELS);
    }

    private static DeltaPopulation one(double tauMicros, float weight) {
        final Matrix spec = new Matrix(new Linear(1, 1f), Shape.vector(1));
        return new DeltaPopulation(new DeltaLif(tauMicros, 1f), EventRows.of(spec, new float[] {weight}), KERNELS);
    }

    @Test
    void shouldDecayExactlyBetweenEvents() {
        final DeltaPopulation neuron = one(1_000, 0.5f);

        assertEquals(0, neuron.onEvent(250, 0));

        assertEquals(0.5f, neuron.potential(0, 250), 1e-7f);
        assertEquals(0.5 * StrictMath.exp(-1), neuron.potential(0, 1_250), 1e-7);
    }

    @Test
    void shouldFireAboveTheThresholdAndStartAnew() {
        final DeltaPopulation neuron = one(1e9, 0.5f);

        assertEquals(0, neuron.onEvent(0, 0));
        assertEquals(0, neuron.onEvent(0, 0)); // 1.0 is not above 1.0
        assertEquals(1, neuron.onEvent(0, 0));

        assertEquals(0, neuron.fired(0));
        assertEquals(0f, neuron.potential(0, 0));
        assertEquals(0, neuron.onEvent(0, 0));
        assertEquals(0.5f, neuron.potential(0, 0));
    }

    @Test
    void shouldTakeALateEventAsArrivingNowAndCountIt() {
        final DeltaPopulation neuron = one(1_000, 0.25f);
        neuron.onEvent(500, 0);

        neuron.onEvent(400, 0);

        assertEquals(1, neuron.lateEvents());
        assertEquals(500, neuron.nowMicros());
        assertEquals(0.5f, neuron.potential(0, 500), 1e-7f);
    }

    /** v of every neuron in double, decayed at every event: what the population must agree with. */
    private static final class Twin {
        final Conv2d spec;
        final float[] weights;
        final DeltaLif neuron;
        final Shape output;
        final double[] v;
        double closest = Double.MAX_VALUE; // to the threshold, ever
        long now;

        Twin(Matrix matrix, float[] weights, DeltaLif neuron) {
            this.spec = (Conv2d) matrix.kind();
            this.weights = weights;
            this.neuron = neuron;
            this.output = matrix.output();
            this.v = new double[output.size()];
        }

        List<Integer> onEvent(long micros, int channel, int row, int column) {
            final double decay = StrictMath.exp(-(micros - now) / neuron.tauMicros());
            now = micros;
            for (int i = 0; i < v.length; i++) {
                v[i] *= decay;
            }
            final int k = spec.kernel().height();
            final int padding = spec.padding().height();
            final List<Integer> fired = new ArrayList<>();
            for (int i = 0; i < v.length; i++) {
                final int o = i % spec.out();
                final int ky = row + padding - i / spec.out() / output.width();
                final int kx = column + padding - i / spec.out() % output.width();
                if (ky >= 0 && ky < k && kx >= 0 && kx < k) {
                    v[i] += weights[((o * PIXELS.channels() + channel) * k + ky) * k + kx];
                    closest = Math.min(closest, Math.abs(v[i] - neuron.threshold()));
                    if (v[i] > neuron.threshold()) {
                        v[i] = 0;
                        fired.add(i);
                    }
                }
            }
            return fired;
        }
    }

    private static List<Integer> fired(DeltaPopulation population, int count) {
        return IntStream.range(0, count).mapToObj(population::fired).toList();
    }

    @ParameterizedTest
    @CsvSource({"12, 5, 1", "12, 5, 0", "3, 3, 2", "1, 1, 0", "7, 4, 3"})
    void shouldAgreeWithATwinThatDecaysAtEveryEvent(int out, int kernel, int padding) {
        final Matrix spec = conv(out, kernel, padding);
        final float[] weights = weights(spec, 0.2f);
        final DeltaLif neuron = new DeltaLif(3_000, 0.5f);
        final DeltaPopulation population = new DeltaPopulation(neuron, EventRows.of(spec, weights), KERNELS);
        final Twin twin = new Twin(spec, weights, neuron);
        final RandomStream random = RandomStream.of(3, "events");
        long micros = 0;
        int spikes = 0;
        for (int e = 0; e < 3_000; e++) {
            micros += random.nextInt(200);
            final int source = random.nextInt(PIXELS.size());
            final int count = population.onEvent(micros, source);
            final List<Integer> fired =
                    twin.onEvent(micros, source % 2, source / 2 / PIXELS.width(), source / 2 % PIXELS.width());

            assertEquals(fired, fired(population, count));
            spikes += count;
        }
        assertTrue(spikes > 30, "spikes=" + spikes);
        assertTrue(twin.closest > 1e-7, "no potential so close to the threshold that rounding decides");
        for (int i = 0; i < twin.v.length; i++) {
            assertEquals(twin.v[i], population.potential(i, micros), 2e-6);
        }
    }

    @Test
    void shouldGiveTheSameBitsOnAnyKernels() {
        final Matrix spec = conv(12, 5, 1);
        final EventRows rows = EventRows.of(spec, weights(spec, 0.2f));
        final DeltaLif neuron = new DeltaLif(3_000, 0.5f);
        final DeltaPopulation selected = new DeltaPopulation(neuron, rows, KERNELS);
        final DeltaPopulation scalar = new DeltaPopulation(neuron, rows, new ScalarKernels());
        final RandomStream random = RandomStream.of(4, "events");
        long micros = 0;
        for (int e = 0; e < 5_000; e++) {
            micros += random.nextInt(200);
            final int source = random.nextInt(PIXELS.size());
            assertEquals(scalar.onEvent(micros, source), selected.onEvent(micros, source));
        }
        final float[] a = new float[selected.size()];
        final float[] b = new float[selected.size()];
        for (int i = 0; i < a.length; i++) {
            a[i] = selected.potential(i, micros);
            b[i] = scalar.potential(i, micros);
        }
        assertArrayEquals(b, a);
    }

    @Test
    void shouldAllocateNothingWhenWarm() {
        final Matrix spec = conv(2, 3, 1);
        final EventRows rows = EventRows.of(spec, weights(spec, 0.3f));
        final DeltaPopulation population = new DeltaPopulation(new DeltaLif(20_000, 0.6f), rows, KERNELS);
        final RandomStream random = RandomStream.of(5, "hour");
        final long[] micros = {0};

        Allocation.assertNone(() -> {
            for (int i = 0; i < 10_000; i++) { // mean 18 ms: the scale moves on, too
                micros[0] += random.nextInt(36_000);
                population.onEvent(micros[0], random.nextInt(PIXELS.size()));
            }
        });
    }

    @Test
    void shouldStayExactOverAnHourOfEvents() {
        final Matrix spec = conv(2, 3, 1);
        final float[] weights = weights(spec, 0.3f);
        final DeltaLif neuron = new DeltaLif(20_000, 0.6f);
        final DeltaPopulation population = new DeltaPopulation(neuron, EventRows.of(spec, weights), KERNELS);
        final Twin twin = new Twin(spec, weights, neuron);
        final RandomStream random = RandomStream.of(5, "hour");
        final long hour = 3_600_000_000L;
        final int step = 36_000; // mean 18 ms: the scale moves on every 44 events or so, some 4,500 times
        long micros = 0;
        long spikes = 0;
        long twinSpikes = 0;
        while (micros + step < hour) {
            micros += random.nextInt(step);
            final int source = random.nextInt(PIXELS.size());
            spikes += population.onEvent(micros, source);
            twinSpikes += twin.onEvent(micros, source % 2, source / 2 / PIXELS.width(), source / 2 % PIXELS.width())
                    .size();
        }

        assertEquals(twinSpikes, spikes);
        assertTrue(spikes > 10_000, "spikes=" + spikes);
        for (int i = 0; i < twin.v.length; i++) {
            assertEquals(twin.v[i], population.potential(i, micros), 1e-6);
        }
    }

    @Test
    void shouldRestartFromAnyTimeAfterAReset() {
        final DeltaPopulation neuron = one(1_000, 0.5f);
        neuron.onEvent(3_600_000_000L, 0);
        neuron.reset();

        neuron.onEvent(10, 0);

        assertEquals(0, neuron.lateEvents());
        assertEquals(0.5f, neuron.potential(0, 10), 1e-7f);
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> new DeltaLif(0, 1f));
        assertThrows(IllegalArgumentException.class, () -> new DeltaLif(Double.NaN, 1f));
        assertThrows(IllegalArgumentException.class, () -> new DeltaLif(1, 0f));
        assertThrows(IllegalArgumentException.class, () -> EventRows.of(conv(2, 3, 1), new float[3]));
        assertThrows(
                IllegalArgumentException.class,
                () -> EventRows.of(new Matrix(new Conv2d(2, 3, 2, 1, 1f), PIXELS), new float[36]));
    }
}
