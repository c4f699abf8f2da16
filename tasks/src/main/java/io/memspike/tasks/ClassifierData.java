package io.memspike.tasks;

import io.memspike.core.EventSamples;
import io.memspike.datasets.CameraSamples;
import io.memspike.datasets.EventSubset;
import io.memspike.datasets.ImageSets;
import io.memspike.datasets.Split;
import java.io.IOException;

/** Image sets as the saccade camera sees them, cut into what is trained on, held out and tested on. */
public final class ClassifierData {
    /** Bins of equal time in PRIME. */
    public static final int STEPS = 10;

    private final ImageSets sets;

    /** Data found by {@code sets}. */
    public ClassifierData(ImageSets sets) {
        this.sets = sets;
    }

    /**
     * The first samples of a split.
     *
     * @param dataset name or directory
     * @param split training or test
     * @param count how many; 0 for all
     */
    public EventSamples samples(String dataset, Split split, int count) throws IOException {
        final EventSamples all = all(dataset, split);
        if (count < 0 || count > all.size()) {
            throw new IllegalArgumentException("samples: expected at most the " + all.size() + " of " + dataset + "'s "
                    + split.name().toLowerCase(java.util.Locale.ROOT) + " split, found " + count);
        }
        return count == 0 ? all : EventSubset.first(all, count);
    }

    /** The last {@code count} samples of the training split: those that a plan never trains on. */
    public EventSamples heldOut(String dataset, int count) throws IOException {
        final EventSamples all = all(dataset, Split.TRAIN);
        if (count < 1 || count > all.size()) {
            throw new IllegalArgumentException("held-out samples: expected 1 to " + all.size() + ", found " + count);
        }
        return new EventSubset(all, all.size() - count, all.size());
    }

    /** The first {@code most} samples of the training split, or all where there are fewer. */
    public EventSamples firstTraining(String dataset, int most) throws IOException {
        final EventSamples all = all(dataset, Split.TRAIN);
        return EventSubset.first(all, Math.min(most, all.size()));
    }

    /** Number of samples of a training split. */
    public int trainingSize(String dataset) throws IOException {
        return all(dataset, Split.TRAIN).size();
    }

    private EventSamples all(String dataset, Split split) throws IOException {
        return new CameraSamples(sets.load(dataset, split), STEPS);
    }
}
