package io.memspike.topology.gradient;

/**
 * What a node in a loop has to know of all samples of a batch at a step before any of them can take it. Samples go through the
 * loop again from its start for each of its steps, as far as the node; what they show there is put together; then they all go on.
 */
public interface Lockstep {
    /** Forgets the batch before. */
    void beginBatch();

    /** After all samples have shown what enters at a step. */
    void finish(int t);

    /** One thread's node. */
    interface Member extends NodeGradient {
        /** Takes what enters at a step into what is known of the batch. */
        void look(int t);
    }
}
