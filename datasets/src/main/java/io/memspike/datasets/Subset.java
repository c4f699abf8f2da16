package io.memspike.datasets;

import io.memspike.core.Samples;
import io.memspike.core.kernel.Kernels;
import io.memspike.datasets.part.PartOf;
import java.util.Objects;

/**
 * A contiguous part of a set of samples, as a view. Safe for as many threads as the whole.
 *
 * @param whole the set
 * @param from first sample, included
 * @param to last sample, excluded
 */
public record Subset(Samples whole, int from, int to) implements PartOf {
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
    public Samples with(Kernels kernels) {
        return new Subset(whole.with(kernels), from, to);
    }

    @Override
    public int numberOf(int sample) {
        return from + Objects.checkIndex(sample, size());
    }
}
