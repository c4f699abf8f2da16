package io.memspike.tasks.train;

import io.memspike.topology.TrainingProgress.EpochResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Loss and accuracy by epoch, of one training or of several that differ in their seed alone.
 *
 * @param bySeed the epochs of each training
 * @param isHeldOut whether those who were watched are held-out samples, else the test's
 */
public record LearningCurve(Map<Long, List<EpochResult>> bySeed, boolean isHeldOut) {
    /** Refuses, as an option, a file that would be neither a table nor a picture; null is none. */
    static void requireFile(Path file) {
        if (file != null
                && !file.toString().endsWith(".csv")
                && !file.toString().endsWith(".png")) {
            throw new IllegalArgumentException("--curve: expected a file named .csv or .png, found " + file);
        }
    }
}
