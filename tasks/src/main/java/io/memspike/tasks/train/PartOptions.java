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
 * @param held which samples are held out
 * @param fold of those that are drawn
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
                label = "drawn|last",
                says =
                        "which training samples are held out: drawn, the same for any seed, from those that `--samples` leaves where"
                                + " these are ten times as many, else from all, and so [like new ones](early-stop.md); or the last",
                otherwise = DRAWN)
        String held,

        @Option(
                label = "F",
                says =
                        "of drawn ones, hold out the F-th N, from 0: models of several folds are calibrated together, each on samples that"
                                + " it has not learnt (`calibrate --fold-model`)",
                otherwise = "0")
        int fold,

        @Option(
                label = "FILE",
                says =
                        "begin a new training with the scores and values of this checkpoint, of the same network and seed",
                shown = "random ones")
        Path from,

        @Option(says = "leave the last checkpoint beside the model, for another training to begin `--from`")
        boolean keepCheckpoint) {
    private static final String DRAWN = "drawn";
    private static final String LAST = "last";

    /** Refuses what contradicts itself. */
    public PartOptions {
        if (!held.equals(DRAWN) && !held.equals(LAST)) {
            throw new IllegalArgumentException("--held: expected drawn or last, found '" + held + "'");
        }
        if (fold < 0 || fold > 0 && held.equals(LAST)) {
            throw new IllegalArgumentException(
                    "--fold: expected at least 0, and 0 where the last are held out, found " + fold);
        }
        if (skip < 0 || mixTimes < 1 || mix == null && mixTimes != 1) {
            throw new IllegalArgumentException(
                    "--skip, --mix-times: expected at least 0 and, with --mix, at least 1, found " + skip + " and "
                            + mixTimes);
        }
    }

    /** The same where the last samples are held out. */
    PartOptions holdingTheLast() {
        return new PartOptions(skip, mix, mixTimes, LAST, 0, from, keepCheckpoint);
    }

    /** What of it a plan that holds so many samples of a split out keeps; null where nothing is asked for. */
    TrainingPart of(int heldOut, int split) {
        if (fold > 0 && heldOut == 0) {
            throw new IllegalArgumentException("--fold: expected 0 where no samples are held out, found " + fold);
        }
        final TrainingPart part = new TrainingPart(
                skip,
                mix,
                mix == null ? 0 : mixTimes,
                from == null ? null : from.toString(),
                heldOut == 0 || held.equals(LAST) ? null : new TrainingPart.Drawn(fold, split));
        return part.equals(TrainingPart.USUAL) ? null : part;
    }
}
