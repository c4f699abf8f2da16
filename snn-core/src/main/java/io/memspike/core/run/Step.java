package io.memspike.core.run;

/** One node's work in one session: its state, and what it does at each time step. Belongs to one thread; allocates nothing. */
public interface Step {
    /**
     * One time step: from the signals that enter to {@link #output()}.
     *
     * @param read number of the step over all samples ({@link Session#READS_PER_SAMPLE}): all that noise may depend on
     *     besides its seed
     */
    void run(long read);

    /** Forgets everything; {@code sample} names what comes for random choices. */
    default void reset(long sample) {}

    /** Takes the random choices of the sample from this key, not from the sample's number; after {@link #reset}. */
    default void draw(long key) {}

    /** What leaves. */
    Signal output();

    /** Membrane potentials after the last step (≥ neurons), channel-last, or null of nodes without. Not to be modified. */
    default float[] potential() {
        return null;
    }

    /** Synaptic operations of the last step. */
    default long operations() {
        return 0;
    }

    /** Whether the output follows from the input of the step alone: then it may run when it is asked for. */
    default boolean isStateless() {
        return false;
    }
}
