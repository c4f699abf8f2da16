package io.memspike.tasks.plan;

import io.memspike.core.ExitPolicy;
import io.memspike.earlyexit.SoftmaxPolicy;

/** Stop rules as options name them. */
public final class ExitPolicies {
    private ExitPolicies() {}

    /** The rule of a command line; null for {@code off}. */
    public static ExitPolicy of(String policy, String earlyStop) {
        if (earlyStop.equals("off")) {
            SoftmaxPolicy.of(policy, 1f); // refuses an unknown rule
            return null;
        }
        try {
            return SoftmaxPolicy.of(policy, Float.parseFloat(earlyStop));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "--early-stop: expected a threshold in [0, 1] or off, found '" + earlyStop + "'", e);
        }
    }
}
