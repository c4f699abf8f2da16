package io.memspike.core;

/**
 * A labelled set of binned event samples. Immutable; any number of threads may load at once, each into frames of its
 * own.
 */
public interface EventSamples {
    /** Number of samples. */
    int size();

    /** Shape of one step's input. */
    Shape shape();

    /** Steps (bins) of each sample. */
    int steps();

    /** Number of classes; labels are in {@code [0, classes)}. */
    int classes();

    /** Label of a sample. */
    int label(int sample);

    /** Replaces the content of {@code into} by that sample's events. */
    void load(int sample, EventFrames into);
}
