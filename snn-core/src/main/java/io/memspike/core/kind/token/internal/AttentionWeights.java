package io.memspike.core.kind.token.internal;

import io.memspike.core.Shape;
import io.memspike.core.kind.token.Attention;

/** How much each key counts for a query, by {@link Attention}: {@code a_j} of its formula. Belongs to one thread. */
public final class AttentionWeights {
    private final Attention attention;
    private final int channels; // of queries and keys
    private final double[] weights; // of each key

    /** Of queries and keys of those shapes. */
    public AttentionWeights(Attention attention, Shape queries, Shape keys) {
        this.attention = attention;
        this.channels = queries.channels();
        this.weights = new double[keys.positions()];
    }

    /** Number of keys that a token sees, from the first. */
    public int seen(int token) {
        return attention.causal() ? token + 1 : weights.length;
    }

    /** Channels of a head, of queries and keys. */
    public int width() {
        return channels / attention.heads();
    }

    /** What scores are multiplied by. */
    public double scale() {
        return 1 / Math.sqrt(width());
    }

    /** Where a token's part of a head begins, among queries or keys. */
    public int start(int token, int head) {
        return token * channels + head * width();
    }

    /** Gives each key that a token sees its weight, and returns their sum. */
    public double weigh(float[] queries, float[] keys, int token, int head) {
        final int width = width();
        final int query = start(token, head);
        final double scale = scale();
        final int seen = seen(token);
        double most = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < seen; j++) {
            final int key = start(j, head);
            double score = 0;
            for (int c = 0; c < width; c++) {
                score += (double) queries[query + c] * keys[key + c];
            }
            weights[j] = score * scale;
            most = Math.max(most, weights[j]);
        }
        double total = 0;
        for (int j = 0; j < seen; j++) {
            weights[j] = StrictMath.exp(weights[j] - most);
            total += weights[j];
        }
        return total;
    }

    /** Weight of a key, after {@link #weigh}. */
    public double of(int key) {
        return weights[key];
    }
}
