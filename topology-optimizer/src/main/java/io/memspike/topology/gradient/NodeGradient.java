package io.memspike.topology.gradient;

import io.memspike.core.kind.neuron.internal.Picks;

/**
 * One node in training, for one thread: forward over the steps of a sample, onto {@link Trace}s, and backward from the last
 * step to the first.
 */
public interface NodeGradient {
    /**
     * Begins a sample.
     *
     * @param shard the sample's part of the batch; samples of one part come in ascending order to one thread at a time
     * @param sample the sample's number in the batch
     * @param draw what names the sample in noise and random choices
     */
    default void begin(int shard, int sample, Draw draw) {}

    /** One step forward: from what enters at step {@code t} to what leaves. */
    void forward(int t);

    /** All steps forward, where what enters is there for all of them. */
    default void forwardAll(int steps) {
        for (int t = 0; t < steps; t++) {
            forward(t);
        }
    }

    /**
     * One step backward, called from the last step to the first: from ∂L/∂output at step {@code t}, and what the node keeps of
     * step {@code t + 1}, to ∂L/∂input, which is overwritten.
     */
    void backward(int t);

    /** All steps backward, where ∂L/∂output is there for all of them. */
    default void backwardAll(int steps) {
        for (int t = steps - 1; t >= 0; t--) {
            backward(t);
        }
    }

    /**
     * Asked once before all samples, from the last node to the first: says of ∂L/∂input from which step on it is alike where that
     * follows from ∂L/∂output ({@link Trace#alikeFrom()}). Where what enters is the same at every step, so may be what comes back.
     */
    default void likenSteps() {}

    /** What the way back reads of the way forward, beside what the node keeps for itself. */
    default Reads reads() {
        return Reads.BOTH;
    }

    /** What a way back reads of {@link Trace}s. */
    enum Reads {
        /** Neither: ∂L/∂output is all. */
        NOTHING,
        /** What entered. */
        ENTERING,
        /** What left. */
        OUTPUT,
        /** Both. */
        BOTH;

        /** Whether it reads what entered. */
        public boolean entering() {
            return this == ENTERING || this == BOTH;
        }

        /** Whether it reads what left. */
        public boolean output() {
            return this == OUTPUT || this == BOTH;
        }
    }

    /** After step 0 of the way back. */
    default void end() {}

    /** What names a sample: the same in every run, whichever thread does it. */
    interface Draw {
        /** Number of its first read, by which noise is drawn. */
        long read();

        /** Key of its random choices. */
        long key();

        /** Which one of {@code of} a choice takes at a step, in [0, of). */
        default int pick(int step, int choice, int of) {
            return Picks.pick(key(), step, choice, of);
        }

        /** By these. */
        static Draw of(long read, long key) {
            record Named(long read, long key) implements Draw {}
            return new Named(read, key);
        }
    }
}
