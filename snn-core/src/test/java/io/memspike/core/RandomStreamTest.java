package io.memspike.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The statistics below have fixed seeds, so they pass or fail for good; each limit is one that a sound generator stays
 * within with the stated probability for a seed chosen at random.
 */
class RandomStreamTest {
    private static final int DRAWS = 200_000;

    /** Standard normal deviation that is exceeded, on both sides together, with probability 1e-4. */
    private static final double Z = 3.891;

    @Test
    void shouldMixAsSplitMix64Does() {
        // first output of SplitMix64 for seed 0, as published with the generator: mix(0 + gamma)
        assertEquals(0xE220A8397B1DCDAFL, RandomStream.mix(0x9E3779B97F4A7C15L));
        assertEquals(0x6E789E6AA1B965F4L, RandomStream.mix(2 * 0x9E3779B97F4A7C15L));
        assertEquals(0x06C45D188009454FL, RandomStream.mix(3 * 0x9E3779B97F4A7C15L));
    }

    /** Every seed in a model file stands for these bits: a program in Python, written after the javadoc, gave them. */
    @Test
    void shouldKeepTheBitsOfEarlierVersions() {
        final RandomStream stream = RandomStream.of(1, "scores", 2);

        assertEquals(0x02014B0A0B00A8CBL, stream.nextLong());
        assertEquals(0x8DF1CF7045266B7CL, stream.nextLong());
        assertEquals(0xA64689E1B47D565BL, stream.nextLong());
    }

    @Test
    void shouldDrawManyNumbersAsOneByOne() {
        final long[] bits = new long[20];
        RandomStream.draw(5, 7, 3, bits, 19);

        for (int k = 0; k < 19; k++) {
            assertEquals(RandomStream.draw(5, 7 + 3 * k), bits[k]);
        }
        assertEquals(0, bits[19]);
    }

    @Test
    void shouldGiveTheSameStreamForTheSameName() {
        final RandomStream one = RandomStream.of(1, "scores", 2);
        final RandomStream other = RandomStream.of(1, "scores", 2);
        for (int i = 0; i < 100; i++) {
            assertEquals(one.nextLong(), other.nextLong());
            assertEquals(one.nextGaussian(), other.nextGaussian());
        }
    }

    @Test
    void shouldGiveAnotherStreamForAnotherSeedPurposeOrPath() {
        final Set<Long> first = new HashSet<>();
        int streams = 0;
        for (final long seed : new long[] {0, 1, -1, Long.MIN_VALUE}) {
            for (final String purpose : new String[] {"", "a", "b", "ab", "ba"}) {
                for (final long[] path : new long[][] {{}, {0}, {1}, {0, 0}, {0, 1}, {1, 0}}) {
                    first.add(RandomStream.of(seed, purpose, path).nextLong());
                    streams++;
                }
            }
        }
        assertEquals(streams, first.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 17, 64})
    void shouldDrawEveryIntegerBelowTheBoundEquallyOften(int bound) {
        final RandomStream stream = RandomStream.of(5, "integers", bound);
        final long[] counts = new long[bound];
        for (int i = 0; i < DRAWS; i++) {
            counts[stream.nextInt(bound)]++;
        }
        assertUniform(counts);
    }

    @Test
    void shouldDrawLargeIntegersWithoutBias() {
        // bound 3·2^29: taking remainders of 31 bits would fall into the lower third twice as often
        final int bound = 3 << 29;
        final RandomStream stream = RandomStream.of(5, "large");
        final long[] thirds = new long[3];
        for (int i = 0; i < DRAWS; i++) {
            final int drawn = stream.nextInt(bound);
            assertTrue(drawn >= 0 && drawn < bound);
            thirds[drawn >>> 29]++;
        }
        assertUniform(thirds);
    }

    @Test
    void shouldRefuseABoundBelowOne() {
        assertThrows(
                IllegalArgumentException.class, () -> RandomStream.of(1, "x").nextInt(0));
    }

    @Test
    void shouldDrawFractionsUniformly() {
        final RandomStream stream = RandomStream.of(6, "fractions");
        final long[] floats = new long[50];
        final long[] doubles = new long[50];
        for (int i = 0; i < DRAWS; i++) {
            floats[(int) (50 * stream.nextFloat())]++;
            doubles[(int) (50 * stream.nextDouble())]++;
        }
        assertUniform(floats);
        assertUniform(doubles);
    }

    @Test
    void shouldSetEveryBitHalfOfTheTime() {
        final RandomStream stream = RandomStream.of(7, "bits");
        final long[] ones = new long[64];
        for (int i = 0; i < DRAWS; i++) {
            final long bits = stream.nextLong();
            for (int b = 0; b < 64; b++) {
                ones[b] += bits >>> b & 1;
            }
        }
        // binomial: mean n/2, deviation √n/2; 64 looks at 1e-4 each
        for (final long count : ones) {
            assertEquals(DRAWS / 2.0, count, Z * Math.sqrt(DRAWS) / 2);
        }
    }

    @Test
    void shouldDrawStandardNormals() {
        final RandomStream stream = RandomStream.of(8, "normals");
        final double[] drawn = new double[DRAWS];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            drawn[i] = stream.nextGaussian();
            sum += drawn[i];
            squares += drawn[i] * drawn[i];
        }
        // mean of n standard normals: deviation 1/√n; mean of their squares: deviation √(2/n)
        assertEquals(0, sum / DRAWS, Z / Math.sqrt(DRAWS));
        assertEquals(1, squares / DRAWS, Z * Math.sqrt(2.0 / DRAWS));
        Arrays.sort(drawn);
        // Φ(z) at five points; the share below z is binomial
        final double[] z = {-1.959964, -0.674490, 0, 0.674490, 1.959964};
        final double[] share = {0.025, 0.25, 0.5, 0.75, 0.975};
        for (int i = 0; i < z.length; i++) {
            final double below = -1.0 - Arrays.binarySearch(drawn, z[i]);
            assertEquals(share[i] * DRAWS, below, Z * Math.sqrt(DRAWS * share[i] * (1 - share[i])));
        }
    }

    @Test
    void shouldShuffleEveryOrderEquallyOften() {
        final RandomStream stream = RandomStream.of(9, "orders");
        final long[] orders = new long[27];
        for (int i = 0; i < DRAWS; i++) {
            final int[] items = {0, 1, 2};
            stream.shuffle(items);
            orders[9 * items[0] + 3 * items[1] + items[2]]++;
        }
        assertUniform(Arrays.stream(orders).filter(count -> count > 0).toArray());
        assertEquals(6, Arrays.stream(orders).filter(count -> count > 0).count());
    }

    @Test
    void shouldKeepTheItemsOfAShuffle() {
        final int[] items = {5, 5, 1, 9, -3, 7, 7, 0};
        final int[] shuffled = items.clone();
        RandomStream.of(1, "shuffle").shuffle(shuffled);

        assertNotEquals(Arrays.toString(items), Arrays.toString(shuffled));
        Arrays.sort(items);
        Arrays.sort(shuffled);
        assertArrayEquals(items, shuffled);
    }

    /** χ² over the bins, by Wilson and Hilferty's normal approximation; too even a spread is refused as well. */
    private static void assertUniform(long[] counts) {
        if (counts.length == 1) {
            return;
        }
        final double expected = (double) Arrays.stream(counts).sum() / counts.length;
        double square = 0;
        for (final long count : counts) {
            square += (count - expected) * (count - expected) / expected;
        }
        final int freedom = counts.length - 1;
        final double ninths = 2.0 / (9 * freedom);
        final double z = (Math.cbrt(square / freedom) - 1 + ninths) / Math.sqrt(ninths);
        assertTrue(Math.abs(z) < Z, "chi-square " + square + " with " + freedom + " degrees of freedom");
    }
}
