package io.memspike.earlyexit;

import io.memspike.core.ExitPolicy;

/**
 * The policies that look at {@code p = softmax(mean / temperature)}, where {@code mean} is the mean read-out potential so
 * far. They differ in how they turn p into a score. Immutable and thread-safe; scoring allocates nothing and gives the
 * same bits on every machine. A read-out that is not a number scores NaN, which decides nothing.
 *
 * <p>A threshold of 0 stops after the first step unless p is perfectly undecided; a threshold of 1 never stops early.
 */
public sealed interface SoftmaxPolicy extends ExitPolicy permits ConfidencePolicy, MarginPolicy, EntropyPolicy {
    /** Temperature of PRIME's rule, {@code softmax(mean / 2)} (arXiv 2407.18625). */
    float DEFAULT_TEMPERATURE = 2f;

    /** {@code "confidence"}, {@code "margin"} or {@code "entropy"}. */
    String name();

    /** Divides the read-out before softmax: larger makes p flatter; above 0. */
    float temperature();

    /** The same policy with another threshold in [0, 1]. */
    SoftmaxPolicy withThreshold(float threshold);

    /**
     * The policy of that name, with the default temperature.
     *
     * @throws IllegalArgumentException where the name is unknown or the threshold outside [0, 1]
     */
    static SoftmaxPolicy of(String name, float threshold) {
        return switch (name) {
            case "confidence" -> new ConfidencePolicy(threshold);
            case "margin" -> new MarginPolicy(threshold);
            case "entropy" -> new EntropyPolicy(threshold);
            default ->
                throw new IllegalArgumentException(
                        "exit policy: expected confidence, margin or entropy, found '" + name + "'");
        };
    }
}
