package io.memspike.topology.parameter.internal;

/**
 * The mask of PRIME's topology optimisation: with {@code k = 1 + round(q (n − 1))} and θ the k-th smallest |score|, an
 * entry is kept where |score| ≥ θ (Wang et al., arXiv 2407.18625; rounding is to even). Equal magnitudes at θ are all kept.
 */
public final class TopK {
    private TopK() {}

    /**
     * The k-th smallest magnitude θ.
     *
     * @param scores the scores. Not modified.
     * @param sparsity q in [0, 1]
     */
    public static float threshold(float[] scores, double sparsity) {
        final RankSearch search = new RankSearch(1);
        search.begin(rank(scores.length, sparsity));
        for (int round = 0; round < RankSearch.ROUNDS; round++) {
            search.count(0, scores, 0, scores.length);
            search.choose();
        }
        return search.magnitude();
    }

    /** Entries below θ: k − 1. */
    public static long rank(int entries, double sparsity) {
        if (!(sparsity >= 0 && sparsity <= 1) || entries == 0) {
            throw new IllegalArgumentException(
                    "mask: expected a sparsity in [0, 1] and at least one score, found sparsity=" + sparsity
                            + " scores=" + entries);
        }
        return (long) Math.rint(sparsity * (entries - 1));
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
    public static int magnitude(float score) {
        return Float.floatToRawIntBits(score) & Integer.MAX_VALUE;
    }
}
