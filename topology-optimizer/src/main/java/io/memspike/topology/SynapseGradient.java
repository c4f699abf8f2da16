package io.memspike.topology;

import io.memspike.core.SpikeList;

/**
 * Backward side of one layer's synapses. Weight gradients are summed in rows that suit the kernels and brought into file
 * order once a batch. The weights are set between batches; workers of any number of threads read them during one.
 */
interface SynapseGradient {
    /** Takes over the weights of the next batch: effective, in file order. Not modified, not kept. */
    void useWeights(float[] effective);

    /** Length of a weight gradient in rows. */
    int rowsLength();

    /** Adds the weight gradient held in rows to {@code gradient}, in file order, for outputs [from, to). */
    void addInFileOrder(float[] rows, float[] gradient, int from, int to);

    /** A worker for one thread. */
    Worker open();

    /** Goes backward through the steps of one sample after the other. */
    interface Worker {
        /**
         * One step, called from the last step to the first.
         *
         * @param t the step
         * @param spikes what entered at that step. Not modified; kept until {@link #endSample}.
         * @param delta ∂L/∂current, channel-last (≥ outputs). Not modified.
         * @param inputGradient ∂L/∂spike of every input (inputs + padding), zeros on entry, or null where nobody asks. Modified.
         * @param rows weight gradient. Modified.
         */
        void step(int t, SpikeList spikes, float[] delta, float[] inputGradient, float[] rows);

        /** After step 0 of a sample: adds to {@code rows} what has been put off. */
        void endSample(float[] rows);
    }
}
