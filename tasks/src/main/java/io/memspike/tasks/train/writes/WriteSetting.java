package io.memspike.tasks.train.writes;

import io.memspike.tasks.train.LearningOptions;
import io.memspike.tasks.train.MethodOptions;
import io.memspike.tasks.train.WriteOptions;

/**
 * What is written on devices in training, and what counts as a write.
 *
 * @param written {@code masks}; {@code levels} of weights, where they change; or {@code updates} of weights, whatever their levels
 * @param hysteresis of masks; else null
 * @param levels of weights; else null
 */
public record WriteSetting(String written, Double hysteresis, Integer levels) {
    /** Bits of masks. */
    public static final String MASKS = "masks";

    /** Whether connections are pruned, else weights are trained. */
    public boolean isPruning() {
        return written.equals(MASKS);
    }

    LearningOptions learning() {
        return new LearningOptions(isPruning() ? "prune" : "weights", null, null, null, null, null);
    }

    MethodOptions method() {
        return new MethodOptions("last", "adam", null, null, hysteresis, "random");
    }

    WriteOptions writing(double noise) {
        return new WriteOptions(null, levels, noise, isPruning() ? null : written);
    }

    /** In words. */
    public String name() {
        if (isPruning()) {
            return "pruning, hysteresis " + hysteresis;
        }
        return "weights of " + levels + " levels, " + (written.equals("updates") ? "updates" : "changes") + " counted";
    }
}
