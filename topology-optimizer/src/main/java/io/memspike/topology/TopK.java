package io.memspike.topology;

/**
 * The mask of PRIME's topology optimisation: with {@code k = 1 + round(q (n − 1))} and θ the k-th smallest |score|, an
 * entry is kept where |score| ≥ θ (Wang et al., arXiv 2407.18625; rounding is to even). Equal magnitudes at θ are all kept.
 */
public final class TopK {
    private static final int LOW_BITS = 16;

    private TopK() {}

    /**
     * The k-th smallest magnitude, found in O(n): magnitudes of floats are ordered as their bits are.
     *
     * @param scores the scores. Not modified.
     * @param sparsity q in [0, 1]
     */
    public static float threshold(float[] scores, double sparsity) {
        if (!(sparsity >= 0 && sparsity <= 1) || scores.length == 0) {
            throw new IllegalArgumentException(
                    "mask: expected a sparsity in [0, 1] and at least one score, found sparsity=" + sparsity
                            + " scores=" + scores.length);
        }
        long rank = (long) Math.rint(sparsity * (scores.length - 1)); // entries below the wanted one
        final int[] high = new int[1 << (31 - LOW_BITS)];
        for (final float score : scores) {
            high[magnitude(score) >>> LOW_BITS]++;
        }
        final int bucket = bucketOf(high, rank);
        for (int i = 0; i < bucket; i++) {
            rank -= high[i];
        }
        final int[] low = new int[1 << LOW_BITS];
        for (final float score : scores) {
            final int bits = magnitude(score);
            if (bits >>> LOW_BITS == bucket) {
                low[bits & ((1 << LOW_BITS) - 1)]++;
            }
        }
        return Float.intBitsToFloat(bucket << LOW_BITS | bucketOf(low, rank));
    }

    /** The mask as files hold it: 1 = kept, 0 = pruned. */
    public static byte[] mask(float[] scores, double sparsity) {
        final float threshold = threshold(scores, sparsity);
        final byte[] mask = new byte[scores.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (Math.abs(scores[i]) >= threshold ? 1 : 0);
        }
        return mask;
    }

    /** Bits of |score|, ordered as magnitudes are. */
    static int magnitude(float score) {
        return Float.floatToRawIntBits(score) & Integer.MAX_VALUE;
    }

    private static int bucketOf(int[] histogram, long rank) {
        long left = rank;
        int bucket = 0;
        while (left >= histogram[bucket]) {
            left -= histogram[bucket++];
        }
        return bucket;
    }
}
