package io.memspike.memristor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.memristor.Statistics;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.function.Executable;

/** What the tests of devices share: many cells, each with a stream of its own, and bounds at 99.9 % confidence. */
final class Draws {
    static final int CELLS = 100_000;

    private Draws() {}

    static double[] cells(long seed, ToDoubleFunction<RandomStream> draw) {
        final double[] x = new double[CELLS];
        Arrays.setAll(x, cell -> draw.applyAsDouble(RandomStream.of(seed, "test", cell)));
        return x;
    }

    static void assertNormal(double mean, double sigma, double[] x) {
        assertEquals(mean, Statistics.mean(x), Statistics.Z * sigma / Math.sqrt(x.length));
        assertEquals(1, Statistics.variance(x, mean) / (sigma * sigma), Statistics.varianceBound(x.length));
        assertDistributed(v -> Statistics.normalCdf((v - mean) / sigma), x);
    }

    static void assertDistributed(DoubleUnaryOperator cdf, double[] x) {
        final double distance = Statistics.kolmogorovSmirnov(x, cdf);
        assertTrue(distance < Statistics.KOLMOGOROV, () -> "Kolmogorov-Smirnov: " + distance);
    }

    /** How many of n independent cells of probability p: within the normal bound. */
    static void assertShare(double p, int n, double found) {
        assertEquals(n * p, found, Statistics.Z * Math.sqrt(n * p * (1 - p)));
    }

    static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
