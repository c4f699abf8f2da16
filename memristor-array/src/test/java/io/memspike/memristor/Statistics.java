package io.memspike.memristor;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Tests of distribution, each at 99.9 % confidence: of 1,000 seeds, one is expected to fail a right program. Seeds in the
 * tests are fixed, so a test that passes keeps passing.
 */
public final class Statistics {
    /** Two-sided 99.9 % quantile of the standard normal. */
    public static final double Z = 3.290527;

    /** 99.9 % quantile of Kolmogorov's distribution: 2 Σ (−1)^(k−1) exp(−2 k² x²) = 0.001. */
    public static final double KOLMOGOROV = 1.949475;

    private Statistics() {}

    public static double mean(double[] x) {
        return Arrays.stream(x).sum() / x.length;
    }

    /** Second moment about a known mean. */
    public static double variance(double[] x, double mean) {
        return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / x.length;
    }

    /** Half width of the 99.9 % interval of variance/σ² of n normal numbers: χ²(n)/n has variance 2/n. */
    public static double varianceBound(int n) {
        return Z * Math.sqrt(2.0 / n);
    }

    /** √n times the largest distance between the empirical distribution function and {@code cdf}. */
    public static double kolmogorovSmirnov(double[] x, DoubleUnaryOperator cdf) {
        final double[] sorted = x.clone();
        Arrays.sort(sorted);
        double distance = 0;
        for (int i = 0; i < sorted.length; i++) {
            final double p = cdf.applyAsDouble(sorted[i]);
            distance = Math.max(distance, Math.max(p - i / (double) x.length, (i + 1) / (double) x.length - p));
        }
        return distance * Math.sqrt(x.length);
    }

    /** √(nm/(n+m)) times the largest distance between two empirical distribution functions. */
    public static double kolmogorovSmirnov(double[] x, double[] y) {
        final double[] a = x.clone();
        final double[] b = y.clone();
        Arrays.sort(a);
        Arrays.sort(b);
        double distance = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            final double at = Math.min(a[i], b[j]);
            while (i < a.length && a[i] <= at) {
                i++;
            }
            while (j < b.length && b[j] <= at) {
                j++;
            }
            distance = Math.max(distance, Math.abs(i / (double) a.length - j / (double) b.length));
        }
        return distance * Math.sqrt((double) a.length * b.length / (a.length + b.length));
    }

    public static double correlation(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum / Math.sqrt(variance(x, 0) * variance(y, 0)) / x.length;
    }

    /** Φ. */
    public static double normalCdf(double x) {
        final double tail = tail(Math.abs(x));
        return x > 0 ? 1 - tail : tail;
    }

    /** 1 − Φ(x), x ≥ 0: power series in the body, Laplace's continued fraction in the tail. */
    static double tail(double x) {
        if (x < 3) {
            double term = x;
            double sum = x;
            for (int odd = 3; odd < 99; odd += 2) {
                term *= x * x / odd;
                sum += term;
            }
            return 0.5 - density(x) * sum;
        }
        double fraction = x;
        for (int k = 120; k >= 1; k--) {
            fraction = x + k / fraction;
        }
        return density(x) / fraction;
    }

    private static double density(double x) {
        return StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * Math.PI);
    }
}
