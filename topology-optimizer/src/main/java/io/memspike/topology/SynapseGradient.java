package io.memspike.topology;

import io.memspike.core.LayerSpec;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kernel.Kernels;

/**
 * Backward side of one layer's synapses, which also holds the weight gradient of a batch. A batch goes like this, each
 * part by any number of threads:
 *
 * <ol>
 *   <li>{@link #beginBatch}, after {@link #useWeights} where the weights have changed;
 *   <li>workers go backward through the samples, shard by shard;
 *   <li>{@link #endBatch}, then {@link #gather} for every shard, then {@link #finish} for every part;
 *   <li>{@link #weightGradient} for any ranges of rows.
 * </ol>
 *
 * <p>The result does not depend on which thread does what.
 */
interface SynapseGradient {
    /** Takes over part {@code part} of {@code parts} of the weights of the next batch: effective, in file order. Not modified, not kept. */
    void useWeights(float[] effective, int part, int parts);

    /** Makes room for that many samples and forgets the batch before. */
    void beginBatch(int samples);

    /** The backward side of a layer with weights, for that many steps. */
    static SynapseGradient of(LayerSpec.Weighted layer, Shape input, int steps, Kernels kernels) {
        if (layer instanceof LayerSpec.Conv2d conv) {
            return new Conv2dGradient(conv, input, kernels);
        }
        if (layer instanceof LayerSpec.ConvTranspose2d conv) {
            return new ConvTranspose2dGradient(conv, input, kernels);
        }
        return new LinearGradient((LayerSpec.Linear) layer, input, steps, kernels);
    }

    /** A worker for one thread. */
    Worker open();

    /** After the last sample, once. Does nothing where each sample's share lies where it is summed. */
    default void endBatch() {}

    /** Then for each of {@link Trainer#SHARDS} shards: brings its samples' share to where it is summed, unless it lies there. */
    default void gather(int shard) {}

    /** Then for each of {@link Trainer#SHARDS} parts of the weights: sums. */
    void finish(int part);

    /** Overwrites rows [from, to) of the weights' first extent in {@code gradient}, in file order, by the batch's sum of weight gradients. */
    void weightGradient(float[] gradient, int from, int to);

    /** Goes backward through the steps of one sample after the other. */
    interface Worker {
        /**
         * Begins a sample.
         *
         * @param shard part of the batch that the sample belongs to, below {@link Trainer#SHARDS}: one worker at a time,
         *     its samples ascending
         * @param sample number of the sample in the batch
         */
        void begin(int shard, int sample);

        /**
         * One step, called from the last step to the first.
         *
         * @param t the step
         * @param spikes what entered at that step. Not modified; kept until {@link #end}.
         * @param delta ∂L/∂current, channel-last (≥ outputs). Not modified.
         * @param inputGradient ∂L/∂spike of every input (inputs + padding), zeros on entry, or null where nobody asks. Modified.
         */
        void step(int t, SpikeList spikes, float[] delta, float[] inputGradient);

        /** After step 0 of the sample. */
        void end();
    }
}
