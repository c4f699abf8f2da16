package io.memspike.topology.gradient.matrix;

import io.memspike.core.SpikeList;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.topology.gradient.Shards;
import io.memspike.topology.gradient.matrix.internal.Conv2dGradient;
import io.memspike.topology.gradient.matrix.internal.ConvTranspose2dGradient;
import io.memspike.topology.gradient.matrix.internal.LinearGradient;
import io.memspike.topology.gradient.matrix.internal.PositionGradient;
import io.memspike.topology.gradient.matrix.internal.UnfoldedGradient;

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
public interface SynapseGradient {
    /** Takes over part {@code part} of {@code parts} of the weights of the next batch: effective, in file order. Not modified, not kept. */
    void useWeights(float[] effective, int part, int parts);

    /** Makes room for that many samples and forgets the batch before. */
    void beginBatch(int samples);

    /**
     * The backward side of a node with weights.
     *
     * @param matrix the node, at its place
     * @param isLearnt whether anybody asks for the weights' gradient; else {@link #finish} and what follows are not called
     * @param steps of a sample
     * @param kernels inner loops
     */
    static SynapseGradient of(Matrix matrix, boolean isLearnt, int steps, Kernels kernels) {
        if (matrix.kind() instanceof Conv2d conv && conv.isPlain()) {
            return new Conv2dGradient(matrix, isLearnt, kernels);
        }
        if (matrix.kind() instanceof ConvTranspose2d) {
            return new ConvTranspose2dGradient(matrix, isLearnt, kernels);
        }
        if (matrix.kind() instanceof Linear linear && linear.atPositions()) {
            return new PositionGradient(matrix, isLearnt, kernels);
        }
        if (matrix.kind() instanceof Linear) {
            return new LinearGradient(matrix, isLearnt, steps, kernels);
        }
        return new UnfoldedGradient(matrix, isLearnt);
    }

    /** A worker for one thread. */
    Worker open();

    /** After the last sample, once. Does nothing where each sample's share lies where it is summed. */
    default void endBatch() {}

    /** Then for each of {@link Shards#COUNT} shards: brings its samples' share to where it is summed, unless it lies there. */
    default void gather(int shard) {}

    /** Then for each of {@link Shards#COUNT} parts of the weights: sums. */
    void finish(int part);

    /** Overwrites rows [from, to) of the weights' first extent in {@code gradient}, in file order, by the batch's sum of weight gradients. */
    void weightGradient(float[] gradient, int from, int to);

    /** Goes backward through the steps of one sample after the other. */
    interface Worker {
        /**
         * Begins a sample.
         *
         * @param shard part of the batch that the sample belongs to, below {@link Shards#COUNT}: one worker at a time,
         *     its samples ascending
         * @param sample number of the sample in the batch
         */
        void begin(int shard, int sample);

        /**
         * One step, called from the last step to the first; nothing entered at steps that are left out.
         *
         * @param t the step
         * @param spikes what entered at that step. Not modified; kept until {@link #end}.
         * @param delta ∂L/∂current, channel-last (≥ outputs). Not modified.
         * @param inputGradient ∂L/∂spike of every input (inputs + padding), zeros on entry, or null where nobody asks. Modified.
         */
        void step(int t, SpikeList spikes, float[] delta, float[] inputGradient);

        /** Whether {@link #stepValues} is to be asked where what enters lies as numbers, few of them zero. */
        default boolean takesValues() {
            return false;
        }

        /**
         * {@link #step} of numbers as they lie.
         *
         * @param values what entered, channel-last. Not modified.
         * @param positions how many of its positions there are, from the first
         * @param delta ∂L/∂current, channel-last (≥ outputs). Not modified.
         * @param inputGradient ∂L/∂value of every input (inputs + padding), zeros on entry, or null where nobody asks. Modified.
         */
        default void stepValues(float[] values, int positions, float[] delta, float[] inputGradient) {
            throw new IllegalStateException("gradients: expected to be asked by lists");
        }

        /**
         * {@link #stepValues} of some channels alone: the others lie on other tiles.
         *
         * @param from first of them
         * @param to first that is not
         */
        default void stepValues(float[] values, int positions, int from, int to, float[] delta, float[] inputGradient) {
            throw new IllegalStateException("gradients: expected to be asked for all channels");
        }

        /** Whether {@link #inputGradients} gives what {@link #step} is then not asked for: the same bits, faster. */
        default boolean isInputGradientDeferred() {
            return false;
        }

        /**
         * The input gradients of all steps of the sample at once, after step 0, where none was asked for step by step.
         *
         * @param gradients overwritten, [step] (≥ inputs)
         */
        default void inputGradients(float[][] gradients) {
            throw new IllegalStateException("input gradients: expected to be asked for step by step");
        }

        /** After step 0 of the sample. Does nothing where every step adds its share at once. */
        default void end() {}
    }
}
