package io.memspike.topology;

import io.memspike.core.LayerSpec;
import java.util.Arrays;
import java.util.List;

/**
 * What happens to one layer between two batches: its weights go to the network and to the backward pass, and the shards'
 * gradients become an update. Parts of an update touch separate elements, so they may run on any threads.
 */
final class LayerUpdate {
    private final int layer;
    private final LayerSpec.Weighted spec;
    private final Learner learner;
    private final SynapseGradient synapses;
    private final float[] effective;
    private final float[] gradient;

    LayerUpdate(int layer, LayerSpec.Weighted spec, Learner learner, SynapseGradient synapses) {
        this.layer = layer;
        this.spec = spec;
        this.learner = learner;
        this.synapses = synapses;
        this.effective = new float[spec.weights()];
        this.gradient = new float[spec.weights()];
        learner.parameters().effective(effective);
    }

    int layer() {
        return layer;
    }

    /** Effective weights in file order. Not to be modified. */
    float[] effective() {
        return effective;
    }

    /** Makes the parameters' present values those of the next batch. */
    void useValues() {
        learner.parameters().effective(effective);
        synapses.useWeights(effective);
    }

    /** Adds part {@code part} of {@code parts} of all shards' gradients into the first shard, in the order of shards. */
    void sumShards(List<BatchWorker.Shard> shards, int part, int parts) {
        final float[] sum = shards.get(0).rows[layer];
        final int from = (int) ((long) sum.length * part / parts);
        final int to = (int) ((long) sum.length * (part + 1) / parts);
        for (int s = 1; s < shards.size(); s++) {
            add(sum, shards.get(s).rows[layer], from, to);
        }
    }

    private static void add(float[] sum, float[] share, int from, int to) {
        for (int i = from; i < to; i++) {
            sum[i] += share[i];
        }
    }

    /** Updates part {@code part} of {@code parts} of the values. */
    void update(float[] rows, int part, int parts, int batch, TrainingConfig config, long step, long steps) {
        final int outFrom = (int) ((long) spec.out() * part / parts);
        final int outTo = (int) ((long) spec.out() * (part + 1) / parts);
        final int from = outFrom * spec.fanIn();
        final int to = outTo * spec.fanIn();
        Arrays.fill(gradient, from, to, 0f);
        synapses.addInFileOrder(rows, gradient, outFrom, outTo);
        final float share = 1f / batch;
        for (int i = from; i < to; i++) {
            gradient[i] *= share;
        }
        learner.parameters().pullBack(gradient, from, to);
        learner.adam()
                .update(
                        learner.parameters().values(),
                        gradient,
                        from,
                        to,
                        step + 1,
                        config.learningRateAt(step, steps),
                        config.weightDecay());
    }
}
