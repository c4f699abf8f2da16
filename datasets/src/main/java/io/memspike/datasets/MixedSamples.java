package io.memspike.datasets;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.Target;
import io.memspike.core.kernel.Kernels;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Samples of one set behind those of another, several times over. Safe for as many threads as both.
 *
 * @param first the one
 * @param second the other, of the same shape, steps and classes
 * @param times how often each of the second occurs; each time it is seen as in another epoch
 */
public record MixedSamples(Samples first, Samples second, int times) implements Samples {
    /** Checks that they fit. */
    public MixedSamples {
        if (!first.shape().equals(second.shape())
                || first.steps() != second.steps()
                || first.storedSteps() != second.storedSteps()
                || first.classes() != second.classes()) {
            throw new IllegalArgumentException("mixed samples: expected " + first.steps() + " steps of " + first.shape()
                    + " in " + first.classes() + " classes, found " + second.steps() + " of " + second.shape() + " in "
                    + second.classes());
        }
        if (times < 1) {
            throw new IllegalArgumentException("mixed samples: expected at least 1 time, found " + times);
        }
    }

    @Override
    public int size() {
        return first.size() + times * second.size();
    }

    @Override
    public Shape shape() {
        return first.shape();
    }

    @Override
    public int steps() {
        return first.steps();
    }

    @Override
    public int storedSteps() {
        return first.storedSteps();
    }

    @Override
    public int classes() {
        return first.classes();
    }

    private boolean isOfFirst(int sample) {
        return Objects.checkIndex(sample, size()) < first.size();
    }

    private int ofSecond(int sample) {
        return (sample - first.size()) % second.size();
    }

    @Override
    public int label(int sample) {
        return isOfFirst(sample) ? first.label(sample) : second.label(ofSecond(sample));
    }

    @Override
    public MixedSamples with(Kernels kernels) {
        return new MixedSamples(first.with(kernels), second.with(kernels), times);
    }

    @Override
    public void load(int sample, EventFrames into) {
        load(sample, 0, into);
    }

    @Override
    public void load(int sample, int epoch, EventFrames into) {
        if (isOfFirst(sample)) {
            first.load(sample, epoch, into);
        } else {
            second.load(ofSecond(sample), epochOfSecond(sample, epoch), into);
        }
    }

    private int epochOfSecond(int sample, int epoch) {
        return epoch == 0 ? 0 : epoch * times + (sample - first.size()) / second.size();
    }

    @Override
    public void target(int sample, Target into) {
        target(sample, 0, into);
    }

    @Override
    public void target(int sample, int epoch, Target into) {
        if (isOfFirst(sample)) {
            first.target(sample, epoch, into);
        } else {
            second.target(ofSecond(sample), epochOfSecond(sample, epoch), into);
        }
    }

    @Override
    public String remark() {
        return Stream.of(first.remark(), second.remark())
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining("; "));
    }
}
