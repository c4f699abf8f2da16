package io.memspike.tasks;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a classifier is trained on where it is not the first samples of its data set alone.
 *
 * @param skip samples at the beginning of the training split that are never trained on
 * @param mix another data set, whose training split is mixed in whole; null for none
 * @param mixTimes how often each of its samples is shown in an epoch; 0 where none is mixed in
 * @param from the checkpoint whose scores and values it began with; null for its own
 * @param drawn which samples are held out, as many as the plan says; null for the last of the split
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingPart(int skip, String mix, int mixTimes, String from, Drawn drawn) {
    /** The first samples alone, from a start of its own. */
    public static final TrainingPart USUAL = new TrainingPart(0, null, 0, null, null);

    /**
     * Samples that are drawn and held out: a {@link io.memspike.datasets.part.Fold} of the training split behind what is skipped.
     *
     * @param fold its number, from 0
     * @param of samples of the whole split, by which the draw goes
     */
    public record Drawn(int fold, int of) {
        /** Checks its numbers. */
        public Drawn {
            if (fold < 0 || of < 1) {
                throw new IllegalArgumentException(
                        "training: expected a fold of at least 0 of at least 1 sample, found " + fold + " of " + of);
            }
        }
    }

    /** Where the last samples are held out. */
    public TrainingPart(int skip, String mix, int mixTimes, String from) {
        this(skip, mix, mixTimes, from, null);
    }

    /** Checks its numbers. */
    public TrainingPart {
        if (skip < 0 || mixTimes < 0 || mix == null != (mixTimes == 0)) {
            throw new IllegalArgumentException(
                    "training: expected to skip at least 0 samples, and to mix in a data set at"
                            + " least once or none never, found skip=" + skip + " mix=" + mix + " mixTimes="
                            + mixTimes);
        }
    }
}
