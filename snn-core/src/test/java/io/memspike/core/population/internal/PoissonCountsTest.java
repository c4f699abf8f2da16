package io.memspike.core.population.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoissonCountsTest {
    /** All bits, in a grid of 2^22: what a column's share is off by, each of the columns that hold the number may be. */
    @ParameterizedTest
    @ValueSource(doubles = {0.003, 0.4, 2, 17.5, 300})
    void shouldGiveEachNumberAsOftenAsItIsLikely(double mean) {
        final PoissonCounts counts = new PoissonCounts(mean);
        final int grid = 1 << 22;
        final int[] found = new int[2048];
        for (int i = 0; i < grid; i++) {
            found[counts.of(i << 10 | 1 << 9)]++;
        }

        double logarithm = -mean;
        for (int k = 0; k < found.length; k++) {
            assertEquals(StrictMath.exp(logarithm), found[k] / (double) grid, 1024.0 / grid, "P(" + k + ")");
            logarithm += StrictMath.log(mean / (k + 1));
        }
    }

    @Test
    void shouldHangOnNothingButStepAndNeuron() {
        final PoissonCounts counts = new PoissonCounts(2);
        final float[] all = new float[33];
        counts.add(5, 0, 0.5f, all, 33);
        final float[] part = new float[9];
        counts.add(5, 16, 0.5f, part, 9);

        for (int j = 0; j < 8; j++) {
            assertEquals(all[16 + j], part[j]);
        }
        assertEquals(all[32], 0.5f * counts.of((int) RandomStream.draw(5, 32)));
    }

    @Test
    void shouldAddToWhatIsThere() {
        final float[] sums = {1, 2, 3};
        final float[] more = new float[3];
        new PoissonCounts(3).add(1, 0, 1f, more, 3);
        new PoissonCounts(3).add(1, 0, 1f, sums, 3);

        assertArrayEquals(new float[] {1 + more[0], 2 + more[1], 3 + more[2]}, sums);
    }
}
