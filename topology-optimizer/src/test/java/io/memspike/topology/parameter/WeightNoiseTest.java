package io.memspike.topology.parameter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.kernel.KernelsLookup;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WeightNoiseTest {
    private static final int ROWS = 501;
    private static final float[] WEIGHTS = new float[3 * ROWS];

    static {
        WEIGHTS[4] = -2f; // the largest of column 0
        WEIGHTS[ROWS + 7] = 0.5f; // of column 1; column 2 is zero
    }

    private static WeightNoise noise(long done, String kernels) {
        return new WeightNoise(
                WEIGHTS, 3, 0.1, 5, done, KernelsLookup.find(kernels).kernels());
    }

    private static float[] of(WeightNoise noise, int... cuts) {
        final float[] weights = new float[WEIGHTS.length];
        noise.begin();
        int from = 0;
        for (final int to : cuts) {
            noise.add(weights, from, to);
            from = to;
        }
        return weights;
    }

    private static double deviation(float[] weights, int column) {
        double sum = 0;
        for (int i = column * ROWS; i < (column + 1) * ROWS; i++) {
            sum += (double) weights[i] * weights[i];
        }
        return Math.sqrt(sum / ROWS);
    }

    @Test
    void shouldDeviateByAShareOfEachColumnsLargestWeight() {
        final float[] drawn = of(noise(0, "auto"), WEIGHTS.length);

        assertEquals(0.2, deviation(drawn, 0), 0.03); // nearly five standard deviations
        assertEquals(0.05, deviation(drawn, 1), 0.0075);
        assertEquals(0, deviation(drawn, 2));
    }

    @Test
    void shouldDependNeitherOnPartsNorOnKernels() {
        final float[] whole = of(noise(0, "auto"), WEIGHTS.length);

        assertArrayEquals(whole, of(noise(0, "auto"), 3, ROWS, 2 * ROWS - 1, WEIGHTS.length));
        assertArrayEquals(whole, of(noise(0, "scalar"), WEIGHTS.length));
    }

    @Test
    void shouldDrawAnewForEachBatchAndGoOnWhereItWas() {
        final WeightNoise noise = noise(0, "auto");
        final float[] first = of(noise, WEIGHTS.length);
        final float[] second = of(noise, WEIGHTS.length);

        assertFalse(Arrays.equals(first, second));
        assertArrayEquals(second, of(noise(1, "auto"), WEIGHTS.length));
    }

    @Test
    void shouldChangeFrozenWeightsInTrainingAlone() {
        final Parameters.Frozen frozen = new Parameters.Frozen(WEIGHTS, 2f).with(noise(0, "auto"));
        final float[] served = new float[WEIGHTS.length];
        frozen.effective(served);
        assertEquals(-4f, served[4]);

        final float[] used = new float[WEIGHTS.length];
        frozen.beginUse();
        frozen.use(0, used, 0, used.length);

        final float[] drawn = of(noise(0, "auto"), WEIGHTS.length);
        assertEquals(-4f + drawn[4], used[4]);
        assertThrows(IllegalArgumentException.class, () -> new WeightNoise(WEIGHTS, 3, -1, 5, 0, null));
    }
}
