package io.memspike.topology;

import io.memspike.core.LayerSpec;

/**
 * What happens to one layer between two batches: its weights go to the network and to the backward pass, and the shards'
 * gradients become an update. Parts of an update touch separate elements, so they may run on any threads.
 */
final class LayerUpdate {
    private final int position;
    private final LayerSpec.Weighted spec;
    private final Learner learner;
    private final SynapseGradient synapses;
    private final float[] effective;
    private final float[] gradient;

    LayerUpdate(int position, LayerSpec.Weighted spec, Learner learner, SynapseGradient synapses) {
        this.position = position;
        this.spec = spec;
        this.learner = learner;
        this.synapses = synapses;
        this.effective = new float[spec.weights()];
        this.gradient = new float[spec.weights()];
        learner.parameters().effective(effective);
    }

    /** Effective weights in file order. Not to be modified. */
    float[] effective() {
        return effective;
    }

    /** Makes the parameters' present values those of the next batch. */
    void useValues() {
        learner.parameters().effective(effective);
        if (position > 0) { // nobody asks for the gradient of the network's input
            synapses.useWeights(effective);
        }
    }

    /** The backward side of the layer. */
    SynapseGradient synapses() {
        return synapses;
    }

    /** Updates part {@code part} of {@code parts} of the values. */
    void update(int part, int parts, int batch, TrainingConfig config, long step, long steps) {
        final int outFrom = (int) ((long) spec.out() * part / parts);
        final int outTo = (int) ((long) spec.out() * (part + 1) / parts);
        final int from = outFrom * spec.fanIn();
        final int to = outTo * spec.fanIn();
        synapses.weightGradient(gradient, outFrom, outTo);
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
