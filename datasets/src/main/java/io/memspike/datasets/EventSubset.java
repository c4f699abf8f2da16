package io.memspike.datasets;

import io.memspike.core.EventFrames;
import io.memspike.core.EventSamples;
import io.memspike.core.Shape;
import java.util.Objects;

/**
 * A contiguous part of a set of samples, as a view. Safe for as many threads as the whole.
 *
 * @param whole the set
 * @param from first sample, included
 * @param to last sample, excluded
 */
public record EventSubset(EventSamples whole, int from, int to) implements EventSamples {
    /** Checks that the range lies in the set. */
    public EventSubset {
        if (from < 0 || from > to || to > whole.size()) {
            throw new IllegalArgumentException(
                    "subset: expected a range within [0, " + whole.size() + "), found [" + from + ", " + to + ")");
        }
    }

    /** The first {@code count} samples, or all if there are not as many. */
    public static EventSubset first(EventSamples whole, int count) {
        return new EventSubset(whole, 0, Math.min(count, whole.size()));
    }

    @Override
    public int size() {
        return to - from;
    }

    @Override
    public Shape shape() {
        return whole.shape();
    }

    @Override
    public int steps() {
        return whole.steps();
    }

    @Override
    public int classes() {
        return whole.classes();
    }

    @Override
    public int label(int sample) {
        return whole.label(from + Objects.checkIndex(sample, size()));
    }

    @Override
    public void load(int sample, EventFrames into) {
        whole.load(from + Objects.checkIndex(sample, size()), into);
    }
}
