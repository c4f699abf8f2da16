package io.memspike.datasets.part;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.Target;

/** Some of a set of samples, as a view. Safe for as many threads as the whole. */
public interface PartOf extends Samples {
    /** The set. */
    Samples whole();

    /**
     * Which of the set a sample of this part is.
     *
     * @throws IndexOutOfBoundsException where this part has no such sample
     */
    int numberOf(int sample);

    @Override
    default Shape shape() {
        return whole().shape();
    }

    @Override
    default int steps() {
        return whole().steps();
    }

    @Override
    default int storedSteps() {
        return whole().storedSteps();
    }

    @Override
    default int classes() {
        return whole().classes();
    }

    @Override
    default int label(int sample) {
        return whole().label(numberOf(sample));
    }

    @Override
    default void load(int sample, EventFrames into) {
        whole().load(numberOf(sample), into);
    }

    @Override
    default void loadStep(int sample, int t, EventFrames into) {
        whole().loadStep(numberOf(sample), t, into);
    }

    @Override
    default void load(int sample, int epoch, EventFrames into) {
        whole().load(numberOf(sample), epoch, into);
    }

    @Override
    default void target(int sample, Target into) {
        whole().target(numberOf(sample), into);
    }

    @Override
    default void target(int sample, int epoch, Target into) {
        whole().target(numberOf(sample), epoch, into);
    }

    @Override
    default String remark() {
        return whole().remark();
    }
}
