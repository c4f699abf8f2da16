package io.memspike.core;

/**
 * A stream of pseudo-random numbers with the same bits on every JDK and machine. One stream per purpose: two streams
 * with different seed, purpose or path are independent for all practical ends. Not thread-safe.
 *
 * <p>Generator: SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
 */
public final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private long state;
    private double spareGaussian;
    private boolean hasSpare;

    private RandomStream(long state) {
        this.state = state;
    }

    /**
     * The stream of a seed for one purpose.
     *
     * @param seed the user's seed
     * @param purpose what is drawn, for example {@code "scores"}
     * @param path further coordinates, for example a layer's position or an epoch
     */
    public static RandomStream of(long seed, String purpose, long... path) {
        long state = mix(seed + GOLDEN_GAMMA);
        for (int i = 0; i < purpose.length(); i++) {
            state = mix(state + GOLDEN_GAMMA * (purpose.charAt(i) + 1));
        }
        for (final long coordinate : path) {
            state = mix(state + GOLDEN_GAMMA) ^ mix(coordinate + GOLDEN_GAMMA);
        }
        return new RandomStream(state);
    }

    /** The finaliser of SplitMix64: a bijection of 64 bits in which every input bit reaches every output bit. */
    public static long mix(long z) {
        long x = z;
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    /** 64 uniform bits by a key and a number alone, at least 0: as good as a stream of its own, in any order. */
    public static long draw(long key, long number) {
        return mix(key + GOLDEN_GAMMA * (number + 1));
    }

    /**
     * The bits of many numbers, {@link #draw} of each, in loops that are vectorised.
     *
     * @param number the first
     * @param stride from one to the next
     * @param bits their bits. Overwritten from 0 on.
     * @param n how many
     */
    public static void draw(long key, long number, long stride, long[] bits, int n) {
        long before = key + GOLDEN_GAMMA * (number + 1);
        for (int k = 0; k < n; k++) {
            bits[k] = before;
            before += GOLDEN_GAMMA * stride;
        }
        for (int k = 0; k < n; k++) {
            bits[k] = mix(bits[k]);
        }
    }

    /** Uniform in [0, 1), 53 bits, by a key and a number alone; see {@link #draw}. */
    public static double drawDouble(long key, long number) {
        return fraction(draw(key, number));
    }

    private static double fraction(long bits) {
        return (bits >>> 11) * 0x1.0p-53;
    }

    /** 64 uniform bits. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, bound), without bias; {@code bound} at least 1. */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("random bound: expected at least 1, found " + bound);
        }
        // Lemire's multiply-shift with rejection of the incomplete interval
        final long reject = (1L << 32) % bound;
        long product;
        do {
            product = (nextLong() >>> 32) * bound;
        } while ((product & 0xFFFFFFFFL) < reject);
        return (int) (product >>> 32);
    }

    /** Uniform in [0, 1), 24 bits. */
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1.0p-24f;
    }

    /** Uniform in [0, 1), 53 bits. */
    public double nextDouble() {
        return fraction(nextLong());
    }

    /** Standard normal, by Marsaglia's polar method with {@code StrictMath}. */
    public double nextGaussian() {
        if (hasSpare) {
            hasSpare = false;
            return spareGaussian;
        }
        double u;
        double v;
        double square;
        do {
            u = 2 * nextDouble() - 1;
            v = 2 * nextDouble() - 1;
            square = u * u + v * v;
        } while (square >= 1 || square == 0);
        final double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
        spareGaussian = v * factor;
        hasSpare = true;
        return u * factor;
    }

    /** Puts {@code items} into random order (Fisher and Yates). */
    public void shuffle(int[] items) {
        for (int i = items.length - 1; i > 0; i--) {
            final int j = nextInt(i + 1);
            final int item = items[i];
            items[i] = items[j];
            items[j] = item;
        }
    }
}
