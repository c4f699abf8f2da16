package io.memspike.topology.parameter;

import io.memspike.core.RandomStream;

/**
 * Where writes of the elements of a tensor land: beside what is meant, each by a draw of its own,
 *
 * <pre>  landed = meant · (1 + noise · N(0, 1))</pre>
 *
 * Parts of the elements by any threads, to the same bits.
 */
final class Landing {
    private final double noise;
    private final long key;
    private final int[] draws; // of each element so far

    /**
     * Nothing was written yet.
     *
     * @param noise standard deviation, relative, in [0, 1)
     * @param key names the draws
     * @param elements of the tensor
     */
    Landing(double noise, long key, int elements) {
        this.noise = noise;
        this.key = key;
        this.draws = new int[elements];
    }

    /** Where the next write of an element lands. */
    float of(int element, double meant) {
        return (float) (noise == 0 ? meant : meant * (1 + noise * normal(element, draws[element]++)));
    }

    /** Standard normal by an element and the number of its write, by Marsaglia's polar method. */
    private double normal(int element, int number) {
        final long from = RandomStream.draw(RandomStream.draw(key, element), number);
        for (int n = 0; ; n += 2) {
            final double u = (RandomStream.draw(from, n) >> 11) * 0x1.0p-52;
            final double v = (RandomStream.draw(from, n + 1) >> 11) * 0x1.0p-52;
            final double square = u * u + v * v;
            if (square < 1 && square > 0) {
                return u * Math.sqrt(-2 * StrictMath.log(square) / square);
            }
        }
    }
}
