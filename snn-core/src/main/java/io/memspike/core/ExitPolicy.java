package io.memspike.core;

/**
 * Decides from the running read-out whether an inference may stop. Stateless and thread-safe. Scores of all policies lie
 * in [0, 1] and grow with certainty, so that one threshold means the same kind of thing everywhere.
 */
public interface ExitPolicy {
    /** Certainty in [0, 1] of a decision taken now; {@code meanReadout}: (classes), mean read-out potential so far. */
    float score(float[] meanReadout);

    /** The score above which an inference stops. */
    float threshold();

    /** Whether the inference may stop: score strictly above the threshold. */
    default boolean isDecided(float[] meanReadout) {
        return score(meanReadout) > threshold();
    }
}
