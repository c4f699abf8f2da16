package io.memspike.tasks.train;

import io.memspike.tasks.TrainingPart;
import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;

/**
 * What is trained on, and from where, where it is not the first samples of one set.
 *
 * @param skip samples left out at the beginning
 * @param mix another data set
 * @param mixTimes how often it is shown in an epoch
 * @param from a checkpoint to begin with
 * @param keepCheckpoint whether the last one stays
 */
public record PartOptions(
        @Option(label = "N", says = "leave the first N training samples out", otherwise = "0")
        int skip,

        @Option(
                label = "D",
                says = "mix another data set's training split in, such as real recordings among simulated ones",
                shown = "none")
        String mix,

        @Option(label = "N", says = "show each of its samples N times an epoch", otherwise = "1")
        int mixTimes,

        @Option(
                label = "FILE",
                says =
                        "begin a new training with the scores and values of this checkpoint, of the same network and seed",
                shown = "random ones")
        Path from,

        @Option(says = "leave the last checkpoint beside the model, for another training to begin `--from`")
        boolean keepCheckpoint) {
    /** Refuses what contradicts itself. */
    public PartOptions {
        if (skip < 0 || mixTimes < 1 || mix == null && mixTimes != 1) {
            throw new IllegalArgumentException(
                    "--skip, --mix-times: expected at least 0 and, with --mix, at least 1, found " + skip + " and "
                            + mixTimes);
        }
    }

    /** What of it a plan keeps; null where nothing is asked for. */
    TrainingPart of() {
        final TrainingPart part =
                new TrainingPart(skip, mix, mix == null ? 0 : mixTimes, from == null ? null : from.toString());
        return part.equals(TrainingPart.USUAL) ? null : part;
    }
}
