package io.memspike.core.population.internal;

/** Plain Java: from one bit that is set to the next. */
public final class ScalarBitLoop implements BitLoop {
    /** The scalar loop. */
    public ScalarBitLoop() {}

    @Override
    public void add(long[] bits, int[] rows, int at, int words, float weight, float[] sums) {
        for (int r = at; r < at + ROWS; r++) {
            for (int word = 0; word < words; word++) {
                for (long left = bits[rows[r] + word]; left != 0; left &= left - 1) {
                    sums[word * Long.SIZE + Long.numberOfTrailingZeros(left)] += weight;
                }
            }
        }
    }
}
