package io.memspike.core;

import io.memspike.core.kernel.Kernels;

/**
 * A set of samples: what a network is shown, step by step, and what is to be learnt of it. Values of a step are event
 * counts, spikes, brightness or whatever else the source has; an encoder makes samples of one kind into samples of
 * another. Immutable; any number of threads may load at once, each into frames and a target of its own, and after
 * warm-up a load allocates nothing.
 */
public interface Samples {
    /** Number of samples. */
    int size();

    /** Shape of one step's input. */
    Shape shape();

    /** Steps that a sample is shown for. */
    int steps();

    /** Steps that are stored of a sample: all, or 1 where every step shows the same. */
    default int storedSteps() {
        return steps();
    }

    /** Number of classes; labels are in {@code [0, classes)}. 0 where samples have none. */
    default int classes() {
        return 0;
    }

    /** Class of a sample; −1 where it has none. */
    default int label(int sample) {
        return -1;
    }

    /**
     * Loads what is shown.
     *
     * @param sample number of the sample
     * @param into of {@link #shape()}, and of {@link #steps()} steps or of {@link #storedSteps()}, others are {@linkplain EventFrames#requireFit refused}; every step is replaced
     */
    void load(int sample, EventFrames into);

    /**
     * Loads what is shown at one step, just before it is looked at: who stops early has not loaded what nobody sees. Steps are
     * asked for from 0 on, in turn. Samples that cannot be had step by step are loaded whole with the first.
     *
     * @param sample number of the sample
     * @param t the step; those before it are loaded and stay as they are
     * @param into of {@link #shape()} and {@link #steps()}
     */
    default void loadStep(int sample, int t, EventFrames into) {
        if (t == 0) {
            load(sample, into);
        }
    }

    /**
     * Loads what is shown in one epoch of a training; samples that are drawn are drawn anew in each.
     *
     * @param sample number of the sample
     * @param epoch from 1; 0 outside of trainings
     * @param into as {@link #load(int, EventFrames)} takes it
     */
    default void load(int sample, int epoch, EventFrames into) {
        load(sample, into);
    }

    /**
     * The same samples, loaded with other loops where loading takes any: sooner, perhaps, and not otherwise.
     *
     * @param kernels the loops
     */
    default Samples with(Kernels kernels) {
        return this;
    }

    /**
     * Loads what is to be learnt.
     *
     * @param sample number of the sample
     * @param into as {@link Target#clear()} leaves it
     */
    default void target(int sample, Target into) {
        into.label(label(sample));
    }

    /**
     * Loads what is to be learnt of what {@link #load(int, int, EventFrames)} shows in that epoch.
     *
     * @param sample number of the sample
     * @param epoch from 1; 0 outside of trainings
     * @param into as {@link Target#clear()} leaves it
     */
    default void target(int sample, int epoch, Target into) {
        target(sample, into);
    }

    /** What had to be done to the data before they could be shown, as a line for people; empty where nothing had. */
    default String remark() {
        return "";
    }
}
