package io.memspike.core.kind.token.internal;

import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.Exponential;
import io.memspike.core.kind.token.Attention;
import java.util.Arrays;

/**
 * How much each key counts for each query of a head, by {@link Attention}: {@code a_j / Σ a_j} of its formula; and mixtures of
 * values by that. Belongs to one thread.
 */
public final class AttentionWeights {
    private final Attention attention;
    private final Kernels kernels;
    private final int channels; // of queries and keys
    private final int stride; // of weights: keys, padded
    private final float[] columns; // keys of a head as (its channels, stride)
    private final float[] weights; // (queries, stride): scores, then weights

    /** Of at most as many queries and keys as those shapes have positions. */
    public AttentionWeights(Attention attention, Shape queries, Shape keys, Kernels kernels) {
        this.attention = attention;
        this.kernels = kernels;
        this.channels = queries.channels();
        this.stride = Synapses.padded(keys.positions());
        this.columns = new float[width() * stride];
        this.weights = new float[queries.positions() * stride];
    }

    /** Number of keys that a token sees, from the first. */
    public int seen(int token, int keysThere) {
        return attention.causal() ? Math.min(token + 1, keysThere) : keysThere;
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

    /** Gives the keys of a head their weights for each query: (queriesThere) by (keysThere). */
    public void weigh(float[] queries, int queriesThere, float[] keys, int keysThere, int head) {
        final int width = width();
        for (int j = 0; j < keysThere; j++) {
            final int key = start(j, head);
            for (int c = 0; c < width; c++) {
                columns[c * stride + j] = keys[key + c];
            }
        }
        Arrays.fill(weights, 0, queriesThere * stride, 0f);
        kernels.accumulateDense(
                columns,
                stride,
                0,
                queries,
                start(0, head),
                channels,
                width,
                weights,
                0,
                stride,
                queriesThere,
                Synapses.padded(keysThere));
        for (int token = 0; token < queriesThere; token++) {
            normalise(token * stride, seen(token, keysThere), keysThere);
        }
    }

    private void normalise(int row, int seen, int keysThere) {
        final double scale = scale();
        float most = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < seen; j++) {
            most = Math.max(most, weights[row + j]);
        }
        double total = 0;
        for (int j = 0; j < seen; j++) {
            final float weight = (float) Exponential.of(((double) weights[row + j] - most) * scale);
            weights[row + j] = weight;
            total += weight;
        }
        final double share = 1 / total;
        for (int j = 0; j < seen; j++) {
            weights[row + j] = (float) (weights[row + j] * share);
        }
        Arrays.fill(weights, row + seen, row + keysThere, 0f);
    }

    /** Weight of a key for a token, after {@link #weigh}. */
    public float of(int token, int key) {
        return weights[token * stride + key];
    }

    /**
     * Mixes the values of a head by the weights of its keys.
     *
     * @param values one for each key. Not modified.
     * @param ofValues channels of a value
     * @param queriesThere number of queries
     * @param keysThere number of keys
     * @param head which head
     * @param into of each query, with as many channels: the head's are overwritten
     */
    public void mix(float[] values, int ofValues, int queriesThere, int keysThere, int head, float[] into) {
        final int width = ofValues / attention.heads();
        final int first = head * width;
        for (int token = 0; token < queriesThere; token++) {
            Arrays.fill(into, token * ofValues + first, token * ofValues + first + width, 0f);
        }
        kernels.accumulateDense(
                values, ofValues, first, weights, 0, stride, keysThere, into, first, ofValues, queriesThere, width);
    }
}
