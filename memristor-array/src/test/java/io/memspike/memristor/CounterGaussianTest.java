package io.memspike.memristor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.NormalNumbers;
import io.memspike.memristor.internal.CounterGaussian;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterGaussianTest {
    private static final int DRAWS = 1_000_000;

    @ParameterizedTest
    @CsvSource({ // math.erfc(x / math.sqrt(2)) / 2 in Python
        "0, 0.5",
        "0.5, 0.3085375387259869",
        "1, 0.15865525393145707",
        "2, 0.022750131948179212",
        "2.999, 0.0013543365337271066",
        "3, 0.0013498980316300957",
        "4, 3.16712418331199e-05",
        "6, 9.865876450376946e-10"
    })
    void shouldKnowTheTailOfTheNormalDistribution(double x, double expected) {
        assertEquals(1, Statistics.tail(x) / expected, 1e-11);
    }

    @Test
    void shouldBeStandardNormalWhenCounted() {
        final double[] x = new double[DRAWS];
        final long key = CounterGaussian.key(CounterGaussian.source(7, 3), 11);
        Arrays.setAll(x, i -> CounterGaussian.at(key, i));

        assertEquals(0, Statistics.mean(x), Statistics.Z / Math.sqrt(DRAWS));
        assertEquals(1, Statistics.variance(x, 0), Statistics.varianceBound(DRAWS));
        // fourth moment: mean 3, variance 105 − 9
        assertEquals(3, Arrays.stream(x).map(v -> v * v * v * v).sum() / DRAWS, Statistics.Z * Math.sqrt(96.0 / DRAWS));
        assertTrue(Statistics.kolmogorovSmirnov(x, Statistics::normalCdf) < Statistics.KOLMOGOROV);
        // beyond four sigma: binomial, p = 6.334e-5
        final double far = Arrays.stream(x).filter(v -> Math.abs(v) > 4).count();
        assertEquals(63.34, far, Statistics.Z * Math.sqrt(63.34));
    }

    @Test
    void shouldNotCorrelateWhenOutputReadLayerOrSeedDiffer() {
        final int n = 100_000;
        final long key = CounterGaussian.key(CounterGaussian.source(1, 0), 0);
        final double[] x = row(key, 0, n);

        for (final double[] y : new double[][] {
            row(key, 1, n),
            row(key, 2, n),
            row(key, 16, n), // which share bits
            row(CounterGaussian.key(CounterGaussian.source(1, 0), 1), 0, n),
            row(CounterGaussian.key(CounterGaussian.source(1, 0), 1 << 20), 0, n),
            row(CounterGaussian.key(CounterGaussian.source(1, 2), 0), 0, n),
            row(CounterGaussian.key(CounterGaussian.source(2, 0), 0), 0, n)
        }) {
            assertEquals(0, Statistics.correlation(x, y), Statistics.Z / Math.sqrt(n));
        }
    }

    @Test
    void shouldNotCorrelateWhenOneOutputIsReadAgain() {
        final int n = 100_000;
        final long source = CounterGaussian.source(5, 1);
        final double[] x = new double[n];
        final double[] y = new double[n];
        Arrays.setAll(x, read -> CounterGaussian.at(CounterGaussian.key(source, read), 17));
        Arrays.setAll(y, read -> CounterGaussian.at(CounterGaussian.key(source, read + 1), 17));

        assertTrue(Statistics.kolmogorovSmirnov(x, Statistics::normalCdf) < Statistics.KOLMOGOROV);
        assertEquals(0, Statistics.correlation(x, y), Statistics.Z / Math.sqrt(n));
    }

    @Test
    void shouldAddOnlyWhereTheVarianceIsNotZero() {
        final float[] current = {1f, -0f, 3f, 4f, 5f, 6f};
        final float[] before = current.clone();
        final float[] variance = {0f, 0f, 0.25f, 0f, 4f, 9f};
        final long key = 42;

        NormalNumbers.add(key, 3f, variance, current, 0, 5); // the last element is beyond n

        assertEquals(before[2] + 3 * 0.5 * CounterGaussian.at(key, 2), current[2], 1e-6);
        assertEquals(before[4] + 3 * 2.0 * CounterGaussian.at(key, 4), current[4], 2e-6);
        for (final int kept : new int[] {0, 1, 3, 5}) {
            assertEquals(Float.floatToRawIntBits(before[kept]), Float.floatToRawIntBits(current[kept]));
        }
    }

    @Test
    void shouldAddTheSameBitsAsTheKernels() {
        final float[] variance = new float[200];
        for (int i = 0; i < variance.length; i++) {
            variance[i] = i % 3 == 0 ? 0f : i;
        }
        for (final String kernels : new String[] {"scalar", "simd"}) {
            final float[] expected = new float[200];
            final float[] found = new float[200];

            NormalNumbers.add(99, 0.1f, variance, expected, 0, 187);
            KernelsLookup.find(kernels).kernels().addNormal(99, 0.1f, variance.clone(), found, 187);

            assertArrayEquals(expected, found);
        }
    }

    private static double[] row(long key, int from, int n) {
        final double[] x = new double[n];
        Arrays.setAll(x, i -> CounterGaussian.at(key, from + i));
        return x;
    }
}
