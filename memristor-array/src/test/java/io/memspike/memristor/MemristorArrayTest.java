package io.memspike.memristor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.device.FormedRram;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MemristorArrayTest {
    private static final Matrix LARGE = new Matrix(new Linear(200, 0.01f), Shape.vector(500));
    private static final Matrix SMALL = new Matrix(new Conv2d(3, 3, 1, 1, 0.01f), new Shape(2, 4, 4));
    private static final DeviceModel DEVICE = FormedRram.prime();
    private static final int PINNED_HASH = -957320361;

    @Test
    void shouldHavePrimesWeightDistribution() {
        final int n = LARGE.weights(); // 100,000
        final float[] weights = MemristorArray.program(LARGE, DEVICE, 1, 0).weights();
        final double[] x = new double[n];
        Arrays.setAll(x, i -> weights[i]);

        assertEquals(0, Statistics.mean(x), Statistics.Z * 6.352 / Math.sqrt(n));
        assertEquals(1, Statistics.variance(x, 0) / (6.352 * 6.352), Statistics.varianceBound(n));
        assertTrue(Statistics.kolmogorovSmirnov(x, w -> Statistics.normalCdf(w / 6.352)) < Statistics.KOLMOGOROV);
    }

    @Test
    void shouldFormBothCellsOfAPairIndependently() {
        final MemristorArray array = MemristorArray.program(LARGE, DEVICE, 1, 0);
        final double[] positive = centred(array.positiveSiemens());
        final double[] negative = centred(array.negativeSiemens());

        assertEquals(0, Statistics.correlation(positive, negative), Statistics.Z / Math.sqrt(positive.length));
    }

    @Test
    void shouldWeighTheDifferenceInMicrosiemens() {
        final MemristorArray array = MemristorArray.program(SMALL, DEVICE, 9, 4);
        for (int i = 0; i < SMALL.weights(); i++) {
            final double difference = array.positiveSiemens()[i] - array.negativeSiemens()[i];
            assertEquals((float) (difference * 1e6), array.weights()[i]);
            assertEquals(0.01f * array.weights()[i], array.effectiveWeights()[i]);
        }
    }

    @Test
    void shouldRepeatWhenSeedAndLayerAreTheSame() {
        final float[] weights = MemristorArray.program(SMALL, DEVICE, 9, 4).weights();

        assertArrayEquals(weights, MemristorArray.program(SMALL, DEVICE, 9, 4).weights());
        assertFalse(Arrays.equals(
                weights, MemristorArray.program(SMALL, DEVICE, 10, 4).weights()));
        assertFalse(Arrays.equals(
                weights, MemristorArray.program(SMALL, DEVICE, 9, 2).weights()));
    }

    @Test
    void shouldKeepBitsAcrossVersions() {
        // made by this program: a change of any bit would make every seed mean another network
        final MemristorArray array = MemristorArray.program(SMALL, DEVICE, 1, 0);

        assertEquals(PINNED_HASH, Arrays.hashCode(array.weights()));
    }

    @Test
    void shouldNotChangeWhenArraysHandedOutOrInAreWritten() {
        final byte[] mask = new byte[SMALL.weights()];
        mask[0] = 1;
        final MemristorArray array = MemristorArray.program(SMALL, DEVICE, 9, 4).disconnect(mask);
        final float[] weights = array.weights();
        final double positive = array.positiveSiemens()[0];
        final double negative = array.negativeSiemens()[0];

        mask[1] = 1;
        Arrays.fill(array.weights(), 0f);
        Arrays.fill(array.mask(), (byte) 1);
        Arrays.fill(array.positiveSiemens(), 0);
        Arrays.fill(array.negativeSiemens(), 0);
        Arrays.fill(array.effectiveWeights(), 0f);

        assertArrayEquals(weights, array.weights());
        assertEquals(positive, array.positiveSiemens()[0]);
        assertEquals(negative, array.negativeSiemens()[0]);
        assertEquals(0, array.mask()[1]);
        assertEquals(0.01f * weights[0], array.effectiveWeights()[0]);
    }

    @Test
    void shouldKeepDevicesAndDropWeightsWhenDisconnected() {
        final MemristorArray all = MemristorArray.program(SMALL, DEVICE, 9, 4);
        final byte[] even = new byte[SMALL.weights()];
        final byte[] thirds = new byte[SMALL.weights()];
        for (int i = 0; i < even.length; i++) {
            even[i] = (byte) (i % 2 == 0 ? 1 : 0);
            thirds[i] = (byte) (i % 3 == 0 ? 1 : 0);
        }

        final MemristorArray pruned = all.disconnect(even).disconnect(thirds);

        assertArrayEquals(all.weights(), pruned.weights());
        assertEquals(1, all.mask()[1]);
        for (int i = 0; i < even.length; i++) {
            assertEquals(i % 6 == 0 ? 1 : 0, pruned.mask()[i]);
            assertEquals(i % 6 == 0 ? 0.01f * all.weights()[i] : 0f, pruned.effectiveWeights()[i]);
        }
    }

    @Test
    void shouldStandForGivenWeights() {
        final float[] weights = new float[SMALL.weights()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (i - 20) * 2.5f + 0.1f;
        }
        final MemristorArray array = MemristorArray.mapped(SMALL, weights, DEVICE, 0);
        assertArrayEquals(weights, array.weights());
        for (int i = 0; i < weights.length; i++) {
            final double positive = array.positiveSiemens()[i] * 1e6;
            final double negative = array.negativeSiemens()[i] * 1e6;
            assertEquals(weights[i], positive - negative, 1e-12);
            assertEquals(Math.max(18, Math.abs(weights[i]) / 2), (positive + negative) / 2, 1e-12);
            assertTrue(positive >= 0 && negative >= 0);
        }
    }

    @Test
    void shouldRefuseInOneClearLine() {
        final MemristorArray array = MemristorArray.program(SMALL, DEVICE, 1, 0);
        final byte[] two = new byte[54];
        two[7] = 2;
        final float[] nan = new float[54];
        nan[3] = Float.NaN;

        assertRefused("conv2d: expected 54 mask entries, found 53", () -> array.disconnect(new byte[53]));
        assertRefused("conv2d: expected mask entries of 0 or 1, found 2 at index 7", () -> array.disconnect(two));
        assertRefused(
                "conv2d: expected 54 weights, found 9", () -> MemristorArray.mapped(SMALL, new float[9], DEVICE, 0));
        assertRefused(
                "conv2d: expected finite weights, found NaN at index 3",
                () -> MemristorArray.mapped(SMALL, nan, DEVICE, 0));
        assertRefused(
                "layerPosition: expected a position of at least 0, found -1",
                () -> MemristorArray.program(SMALL, DEVICE, 1, -1));
        assertRefused("read noise: expected a finite sigma of at least 0, found -0.1", () -> new ReadNoise(-0.1, 1));
        assertRefused(
                "read noise: expected a finite sigma of at least 0, found NaN", () -> new ReadNoise(Double.NaN, 1));
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static double[] centred(double[] x) {
        final double mean = Statistics.mean(x);
        return Arrays.stream(x).map(v -> v - mean).toArray();
    }
}
