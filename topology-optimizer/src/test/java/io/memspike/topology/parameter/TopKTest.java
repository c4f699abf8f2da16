package io.memspike.topology.parameter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import io.memspike.topology.parameter.internal.TopK;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopKTest {
    /** The definition, by sorting. */
    private static float sorted(float[] scores, double sparsity) {
        final float[] magnitudes = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            magnitudes[i] = Math.abs(scores[i]);
        }
        Arrays.sort(magnitudes);
        final int k = 1 + (int) Math.rint(sparsity * (scores.length - 1));
        return magnitudes[k - 1];
    }

    private static void assertAsSorted(float[] scores, double sparsity) {
        final float threshold = sorted(scores, sparsity);
        final byte[] expected = new byte[scores.length];
        for (int i = 0; i < scores.length; i++) {
            expected[i] = (byte) (Math.abs(scores[i]) >= threshold ? 1 : 0);
        }

        assertEquals(threshold, TopK.threshold(scores, sparsity));
        assertArrayEquals(expected, TopK.mask(scores, sparsity));
    }

    @Property(tries = 300)
    void shouldKeepWhatSortingKeeps(
            @ForAll @IntRange(min = 1, max = 300) int n,
            @ForAll @DoubleRange(min = 0, max = 1) double sparsity,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "scores");
        final float[] scores = new float[n];
        for (int i = 0; i < n; i++) { // magnitudes of many binades, so that many buckets are met
            scores[i] = (float) (random.nextGaussian() * StrictMath.pow(10, random.nextInt(30) - 20));
        }

        assertAsSorted(scores, sparsity);
    }

    @Property(tries = 300)
    void shouldKeepWhatSortingKeepsWhenMagnitudesAreEqual(
            @ForAll @IntRange(min = 1, max = 60) int n,
            @ForAll @IntRange(min = 0, max = 4) int values,
            @ForAll @DoubleRange(min = 0, max = 1) double sparsity,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "scores");
        final float[] scores = new float[n];
        for (int i = 0; i < n; i++) { // 0, −0, ±0.25, …: few magnitudes, both signs
            scores[i] = (random.nextInt(2) == 0 ? 0.25f : -0.25f) * random.nextInt(values + 1);
        }

        assertAsSorted(scores, sparsity);
    }

    @Property(tries = 200)
    void shouldKeepWhatSortingKeepsWhenMagnitudesDifferInTheirLowBitsOnly(
            @ForAll @IntRange(min = 1, max = 60) int n,
            @ForAll @DoubleRange(min = 0, max = 1) double sparsity,
            @ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "scores");
        final float[] scores = new float[n];
        for (int i = 0; i < n; i++) {
            scores[i] = Float.intBitsToFloat(Float.floatToRawIntBits(1f) + random.nextInt(1 << 17));
        }

        assertAsSorted(scores, sparsity);
    }

    /** Scores 1 … n: the threshold is k itself, k = 1 + round(q (n − 1)) with halves to even. */
    @ParameterizedTest
    @CsvSource({
        "2, 0.5, 1", // 0.5 → 0
        "4, 0.5, 3", // 1.5 → 2
        "6, 0.5, 3", // 2.5 → 2
        "8, 0.5, 5", // 3.5 → 4
        "5, 0.5, 3", // 2
        "9, 0.25, 3", // 2
        "11, 0.25, 3", // 2.5 → 2
        "7, 0, 1",
        "7, 1, 7",
        "1, 1, 1"
    })
    void shouldRoundHalvesToEven(int n, double sparsity, float expected) {
        final float[] scores = new float[n];
        for (int i = 0; i < n; i++) {
            scores[i] = (i % 2 == 0 ? 1 : -1) * (n - i);
        }

        assertEquals(expected, TopK.threshold(scores, sparsity));
    }

    @Example
    void shouldKeepAllEqualsAtTheThreshold() {
        // k = 1 + round(0.5 · 4) = 3, θ = 2
        assertArrayEquals(new byte[] {0, 1, 1, 1, 1}, TopK.mask(new float[] {1, 2, -2, 2, 3}, 0.5));
    }

    @Example
    void shouldRefuseASparsityOutOfRangeAndNoScores() {
        for (final double sparsity : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> TopK.mask(new float[1], sparsity));
        }
        assertEquals(
                "mask: expected a sparsity in [0, 1] and at least one score, found sparsity=0.5 scores=0",
                assertThrows(IllegalArgumentException.class, () -> TopK.threshold(new float[0], 0.5))
                        .getMessage());
    }
}
