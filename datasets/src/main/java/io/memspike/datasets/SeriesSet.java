package io.memspike.datasets;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;

/**
 * Labelled series of several channels; as samples, a step of 1×C×1 for each frame. Immutable by convention: the arrays are
 * shared, not copied, and must not be modified.
 *
 * @param name what people call it, for messages
 * @param channels values of a frame
 * @param steps frames of a series
 * @param classes number of classes
 * @param values [size, steps, channels], each in [0, 1]
 * @param labels [size], each in [0, classes)
 * @param remark see {@link Samples#remark}
 */
public record SeriesSet(String name, int channels, int steps, int classes, float[] values, int[] labels, String remark)
        implements Samples {
    /** Series as they were recorded. */
    public SeriesSet(String name, int channels, int steps, int classes, float[] values, int[] labels) {
        this(name, channels, steps, classes, values, labels, "");
    }

    /** Checks that values and labels are for the same number of series, and in their ranges. */
    public SeriesSet {
        if (channels < 1 || steps < 2 || values.length != (long) labels.length * steps * channels) {
            throw new IllegalArgumentException(name + ": expected " + labels.length + " series of " + steps
                    + " frames with " + channels + " values, found " + values.length + " values");
        }
        for (final float value : values) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(name + ": expected values in [0, 1], found " + value);
            }
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        name + ": label " + i + ": expected below " + classes + ", found " + labels[i]);
            }
        }
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Shape shape() {
        return new Shape(1, channels, 1);
    }

    @Override
    public int label(int series) {
        return labels[series];
    }

    @Override
    public void load(int series, EventFrames into) {
        into.requireFit(this);
        int at = series * steps * channels;
        for (int t = 0; t < steps; t++) {
            final SpikeList step = into.step(t);
            step.clear();
            for (int i = 0; i < channels; i++) {
                final float value = values[at++];
                if (value > 0) {
                    step.add(i, value);
                }
            }
        }
    }
}
