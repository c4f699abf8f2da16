package io.memspike.memristor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.device.CellFaults;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.device.IvCurve;
import io.memspike.memristor.device.PhaseChangeMemory;
import io.memspike.memristor.device.WriteVerify;
import io.memspike.testing.Allocation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The device's own noise, and cells that are not linear. */
class ArrayReadingTest {
    private static final Kernels SCALAR = KernelsLookup.find("scalar").kernels();
    private static final Matrix LAYER = new Matrix(new Linear(50, 0.01f), Shape.vector(20));
    private static final Shape INPUT = Shape.vector(20);
    private static final PhaseChangeMemory PCM = PhaseChangeMemory.standard();
    private static final IvCurve CUBIC = new IvCurve(2, 0.5);

    private static MemristorArray pcm() {
        final byte[] mask = new byte[LAYER.weights()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (i % 3 == 0 ? 0 : 1);
        }
        return MemristorArray.program(LAYER, FormedRram.prime(), 1, 2)
                .disconnect(mask)
                .programmedOnto(PCM, WriteVerify.once(), 1);
    }

    /** Every second input, with values 0.25, 0.5, 0.75, 1, or all 1. */
    private static SpikeList spikes(boolean binary) {
        final SpikeList spikes = new SpikeList(20);
        for (int i = 0; i < 20; i += 2) {
            spikes.add(i, binary ? 1f : (1 + i / 2 % 4) * 0.25f);
        }
        return spikes;
    }

    private static float[] read(Synapses synapses, SpikeList spikes, long read) {
        final float[] current = new float[50 + Synapses.PADDING];
        synapses.open().accumulate(spikes, read, current);
        return Arrays.copyOf(current, 50);
    }

    @Test
    void shouldAddTheVariancesOfBothKindsOfNoise() {
        final MemristorArray array = pcm().after(100, 3).withDeviceNoise();
        final MemristorArray quiet = pcm().after(100, 3);
        final double k = array.siemensPerWeight();
        final float[] given =
                MemristorArray.program(LAYER, FormedRram.prime(), 1, 2).weights();
        final float[] own = array.readVariances(ReadNoise.NONE);
        final float[] relative = quiet.readVariances(new ReadNoise(0.1, 5));
        final float[] both = array.readVariances(new ReadNoise(0.1, 5));
        final double[] positive = array.positiveSiemens();
        final double[] negative = array.negativeSiemens();
        for (int i = 0; i < both.length; i++) {
            if (i % 3 == 0) {
                assertEquals(0f, both[i]);
                continue;
            }
            final double p = PCM.readSigmaSiemens(Math.max(given[i], 0) * k, positive[i], 100) / k;
            final double n = PCM.readSigmaSiemens(Math.max(-given[i], 0) * k, negative[i], 100) / k;
            assertEquals(p * p + n * n, own[i], 1e-6 * (p * p + n * n));
            final double square = 0.01 * (positive[i] * positive[i] + negative[i] * negative[i]) / k / k;
            assertEquals(square, relative[i], 1e-6 * square);
            assertEquals(own[i] + relative[i], both[i], 1e-6 * both[i]);
        }
        assertArrayEquals(new float[LAYER.weights()], quiet.readVariances(ReadNoise.NONE));
    }

    @Test
    void shouldReadWithTheVarianceOfActiveCells() {
        final MemristorArray array = pcm().withDeviceNoise();
        final SpikeList spikes = spikes(false);
        final float[] clean = read(array.synapses(SCALAR), spikes, 0);
        for (final double sigma : new double[] {0, 0.05}) {
            final ReadNoise noise = new ReadNoise(sigma, 11);
            final float[] variances = array.readVariances(noise);
            final Synapses synapses = array.synapses(SCALAR, noise);
            final double[] x = new double[50 * 1000];
            for (int r = 0; r < 1000; r++) {
                final float[] current = read(synapses, spikes, r);
                for (int o = 0; o < 50; o++) {
                    x[50 * r + o] = (current[o] - clean[o]) / deviation(variances, spikes, o);
                }
            }
            assertEquals(0, Statistics.mean(x), Statistics.Z / Math.sqrt(x.length));
            assertEquals(1, Statistics.variance(x, 0), Statistics.varianceBound(x.length));
            assertTrue(Statistics.kolmogorovSmirnov(x, Statistics::normalCdf) < Statistics.KOLMOGOROV);
        }
    }

    private static double deviation(float[] variances, SpikeList spikes, int output) {
        double sum = 0;
        for (int e = 0; e < spikes.size(); e++) {
            final double value = spikes.value(e);
            sum += value * value * variances[output * 20 + spikes.index(e)];
        }
        return 0.01 * Math.sqrt(sum);
    }

    @Test
    void shouldReadAsBeforeWhenDevicesMakeNoNoise() {
        final MemristorArray array = MemristorArray.program(LAYER, FormedRram.prime(), 1, 2);
        final SpikeList spikes = spikes(false);

        assertArrayEquals(
                read(array.synapses(SCALAR), spikes, 4),
                read(array.withDeviceNoise().synapses(SCALAR, new ReadNoise(0, 3)), spikes, 4));
        assertArrayEquals(
                read(pcm().synapses(SCALAR), spikes, 4), read(pcm().synapses(SCALAR, ReadNoise.NONE), spikes, 4));
    }

    @Test
    void shouldMakeNoNoiseOfItsOwnWhenOpenOrShorted() {
        final MemristorArray noisy = pcm().withDeviceNoise();
        final float[] none = new float[LAYER.weights()];
        assertArrayEquals(none, noisy.withFaults(new CellFaults(0, 0, 1, 0), 1).readVariances(ReadNoise.NONE));
        assertArrayEquals(none, noisy.withFaults(new CellFaults(0, 0, 0, 1), 1).readVariances(ReadNoise.NONE));
        // stuck on: both cells at g_max, of the noise that a cell has there
        final double sigma = PCM.readSigmaSiemens(25e-6, 25e-6, 0) / noisy.siemensPerWeight();
        final float stuck = noisy.withFaults(new CellFaults(1, 0, 0, 0), 1).readVariances(ReadNoise.NONE)[1];
        assertEquals(2 * sigma * sigma, stuck, 1e-6 * stuck);
    }

    @Test
    void shouldDriveCellsByTheCurve() {
        final MemristorArray array = pcm();
        final SpikeList driven = new SpikeList(20);
        for (int e = 0; e < spikes(false).size(); e++) {
            driven.add(spikes(false).index(e), CUBIC.drive(spikes(false).value(e)));
        }
        for (final ReadNoise noise : new ReadNoise[] {ReadNoise.NONE, new ReadNoise(0.1, 5)}) {
            final Synapses linear = array.synapses(SCALAR, noise);
            final Synapses curved = array.withCurve(CUBIC).synapses(SCALAR, noise);

            assertArrayEquals(read(linear, driven, 6), read(curved, spikes(false), 6));
            assertArrayEquals(read(linear, spikes(true), 6), read(curved, spikes(true), 6));
            assertEquals(linear.operations(driven), curved.operations(driven));
        }
        assertEquals(
                CUBIC, array.withCurve(CUBIC).after(10, 1).withDeviceNoise().curve());
    }

    @Test
    void shouldAllocateNothingWhenReading() {
        final Synapses.Reader reader = pcm().withDeviceNoise()
                .withCurve(CUBIC)
                .synapses(SCALAR, new ReadNoise(0.1, 7))
                .open();
        final SpikeList spikes = spikes(false);
        final float[] current = new float[50 + Synapses.PADDING];

        Allocation.assertNone(() -> {
            for (int r = 0; r < 2_000; r++) {
                reader.accumulate(spikes, r, current);
            }
        });
    }
}
