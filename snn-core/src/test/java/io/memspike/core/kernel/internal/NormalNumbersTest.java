package io.memspike.core.kernel.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keys are fixed, so these statistics pass or fail for good; each bound is one that a sound generator keeps to with the
 * stated probability for a key chosen at random.
 */
class NormalNumbersTest {
    private static final long KEY = 0x0123456789ABCDEFL;

    /** Two-sided: exceeded with probability 5.7e-7. */
    private static final double FIVE_SIGMA = 5;

    @Test
    void shouldKnowTheLogarithmOfEveryTail() {
        for (long p = 1; p <= 1L << 31; p += p < 1 << 16 ? 2 : 100_003 - p % 2) { // odd, from all octaves
            final double expected = 31 - StrictMath.log(p) / StrictMath.log(2);
            final float found = NormalNumbers.bitsOfTail((int) p);

            assertEquals(expected, found, 4e-6, "p = " + p);
            assertTrue(found >= 0, "p = " + p);
            assertEquals(found, NormalNumbers.bitsOfTail((int) -p));
        }
        assertEquals(0f, NormalNumbers.bitsOfTail(Integer.MIN_VALUE)); // which stands for p = 1
    }

    @Test
    void shouldMultiplyARadiusByADirection() {
        for (int block = 0; block < 200_000; block += 32) {
            for (int i = block; i < block + 16; i++) {
                final int bits = NormalNumbers.bits(KEY, i);
                final double p = Math.abs((float) (bits | 1)) * 0x1.0p-31; // both words rounded to 24 bits
                final double radius = StrictMath.sqrt(-2 * StrictMath.log(p));
                final double angle = Math.PI / 2 * (float) NormalNumbers.bits(KEY, i + 16) * 0x1.0p-31;

                assertEquals(
                        radius * StrictMath.cos(angle) * (bits < 0 ? -1 : 1),
                        NormalNumbers.at(KEY, i),
                        1e-6 * radius + 3e-6);
                assertEquals(radius * StrictMath.sin(angle), NormalNumbers.at(KEY, i + 16), 1e-6 * radius + 3e-6);
            }
        }
    }

    @Test
    void shouldGiveEveryNumberBitsOfItsOwn() {
        final Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            seen.add(NormalNumbers.bits(KEY, i));
        }
        assertEquals(200_000, seen.size()); // the hash is a bijection
    }

    /** One bit of the counter or the key changed: each of 32 bits must change in half the cases. */
    @Test
    void shouldSpreadEveryBitOverAllBits() {
        final int n = 20_000;
        final double bound = FIVE_SIGMA * Math.sqrt(n / 4.0); // binomial
        final RandomStream random = RandomStream.of(1, "avalanche");
        for (int flipped = 0; flipped < 64 + 20; flipped++) {
            final int[] changes = new int[32];
            for (int k = 0; k < n; k++) {
                final long key = random.nextLong();
                final int i = random.nextInt(1 << 20);
                final int before = NormalNumbers.bits(key, i);
                final int after = flipped < 64
                        ? NormalNumbers.bits(key ^ 1L << flipped, i)
                        : NormalNumbers.bits(key, i ^ 1 << flipped - 64);
                for (int bit = 0; bit < 32; bit++) {
                    changes[bit] += (before ^ after) >>> bit & 1;
                }
            }
            for (int bit = 0; bit < 32; bit++) {
                assertEquals(n / 2.0, changes[bit], bound, "bit " + flipped + " to bit " + bit);
            }
        }
    }

    @Test
    void shouldBeStandardNormalWhenCounted() {
        final int n = 1 << 22;
        final double[] moments = new double[9];
        int beyondFour = 0;
        for (int i = 0; i < n; i++) {
            final double x = NormalNumbers.at(KEY, i);
            double power = 1;
            for (int m = 1; m <= 8; m++) {
                power *= x;
                moments[m] += power / n;
            }
            beyondFour += Math.abs(x) > 4 ? 1 : 0;
        }

        // E x^2m = (2m − 1)!!; the variance of x^m is E x^2m − (E x^m)²
        final double[] expected = {1, 0, 1, 0, 3, 0, 15, 0, 105};
        final double[] variances = {0, 1, 2, 15, 96, 945, 10_170, 135_135, 2_016_000};
        for (int m = 1; m <= 8; m++) {
            assertEquals(expected[m], moments[m], FIVE_SIGMA * Math.sqrt(variances[m] / n), "moment " + m);
        }
        final double far = 6.334248e-5 * n; // 266: P(|x| > 4), binomial
        assertEquals(far, beyondFour, FIVE_SIGMA * Math.sqrt(far));
    }

    /** Partners share a radius, neighbours nothing, reads nothing: not their values, and not their squares. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 15, 16, 17, 31, 32, 48, 64, 1024})
    void shouldNotCorrelateAtADistance(int distance) {
        requireIndependent(KEY, 0, KEY, distance);
    }

    @Test
    void shouldNotCorrelateWhenKeysAreMixed() {
        for (int read = 0; read < 32; read++) {
            requireIndependent(RandomStream.mix(read), 0, RandomStream.mix(read + 1), 0);
        }
    }

    /**
     * Pairs (x, y): their products, those of their squares, and how they fall on a grid of 16 × 16 equally probable cells,
     * χ² with 255 degrees of freedom. Its bound, 5 deviations, is passed with a probability below 1e-5.
     */
    private static void requireIndependent(long key, int i, long otherKey, int j) {
        final int n = 1 << 17;
        final int[] counts = new int[256];
        double product = 0;
        double squares = 0;
        int used = 0;
        for (int k = 0; k < n; k++) {
            if (key == otherKey && (k / j & 1) == 1) {
                continue; // each number in one pair only
            }
            final double x = NormalNumbers.at(key, i + k);
            final double y = NormalNumbers.at(otherKey, j + k);
            product += x * y;
            squares += (x * x - 1) * (y * y - 1);
            counts[sixteenth(x) << 4 | sixteenth(y)]++;
            used++;
        }
        final double mean = used / 256.0;
        final double chiSquare = Arrays.stream(counts)
                .mapToDouble(c -> (c - mean) * (c - mean) / mean)
                .sum();
        final String what = Long.toHexString(otherKey) + ", " + j;
        assertEquals(0, product / used, FIVE_SIGMA / Math.sqrt(used), what); // the variance of xy is 1
        assertEquals(0, squares / used, FIVE_SIGMA * 2 / Math.sqrt(used), what); // that of (x² − 1)(y² − 1) is 4
        assertEquals(255, chiSquare, FIVE_SIGMA * Math.sqrt(2 * 255), what);
    }

    /** Φ⁻¹(k/16), k = 1 … 15: Python's statistics.NormalDist().inv_cdf. */
    private static final double[] SIXTEENTHS = {
        -1.5341205443525459,
        -1.1503493803760079,
        -0.8871465590188758,
        -0.6744897501960817,
        -0.4887764111146694,
        -0.31863936396437514,
        -0.15731068461017067,
        0,
        0.15731068461017067,
        0.31863936396437514,
        0.4887764111146694,
        0.6744897501960817,
        0.8871465590188758,
        1.1503493803760079,
        1.5341205443525459
    };

    private static int sixteenth(double x) {
        final int at = Arrays.binarySearch(SIXTEENTHS, x);
        return at >= 0 ? at + 1 : -at - 1;
    }
}
