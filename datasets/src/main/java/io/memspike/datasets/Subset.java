package io.memspike.datasets;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.Target;
import java.util.Objects;

/**
 * A contiguous part of a set of samples, as a view. Safe for as many threads as the whole.
 *
 * @param whole the set
 * @param from first sample, included
 * @param to last sample, excluded
 */
public record Subset(Samples whole, int from, int to) implements Samples {
    /** Checks that the range lies in the set. */
    public Subset {
        if (from < 0 || from > to || to > whole.size()) {
            throw new IllegalArgumentException(
                    "subset: expected a range within [0, " + whole.size() + "), found [" + from + ", " + to + ")");
        }
    }

    /** The first {@code count} samples, or all if there are not as many. */
    public static Subset first(Samples whole, int count) {
        return new Subset(whole, 0, Math.min(count, whole.size()));
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
    public int storedSteps() {
        return whole.storedSteps();
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

    @Override
    public void load(int sample, int epoch, EventFrames into) {
        whole.load(from + Objects.checkIndex(sample, size()), epoch, into);
    }

    @Override
    public void target(int sample, Target into) {
        whole.target(from + Objects.checkIndex(sample, size()), into);
    }

    @Override
    public void target(int sample, int epoch, Target into) {
        whole.target(from + Objects.checkIndex(sample, size()), epoch, into);
    }

    @Override
    public String remark() {
        return whole.remark();
    }
}
