package io.memspike.bench.jmh;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.ClassifierData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Test digits as camera events, recorded beforehand and served again and again, so that no camera is timed. Immutable;
 * any number of threads may load.
 */
public final class Digits implements Samples {
    private final Samples recorded;
    private final List<EventFrames> frames = new ArrayList<>();
    private final int size;

    /**
     * Samples.
     *
     * @param digits how many digits are recorded, the first of MNIST's test split
     * @param size how many samples these are made to be, by repetition
     */
    public Digits(int digits, int size) {
        try {
            recorded = new ClassifierData(DataSets.ofSystem()).samples(DataSets.MNIST, Split.TEST, digits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int i = 0; i < digits; i++) {
            final EventFrames each = EventFrames.of(recorded);
            recorded.load(i, each);
            frames.add(each);
        }
        this.size = size;
    }

    /** The frames of a sample. Not to be modified. */
    public EventFrames frames(int sample) {
        return frames.get(sample % frames.size());
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Shape shape() {
        return recorded.shape();
    }

    @Override
    public int steps() {
        return recorded.steps();
    }

    @Override
    public int classes() {
        return recorded.classes();
    }

    @Override
    public int label(int sample) {
        return recorded.label(sample % frames.size());
    }

    @Override
    public void load(int sample, EventFrames into) {
        for (int t = 0; t < steps(); t++) {
            loadStep(sample, t, into);
        }
    }

    @Override
    public void loadStep(int sample, int t, EventFrames into) {
        into.requireFit(this);
        into.step(t).copyFrom(frames(sample).step(t));
    }
}
