package io.memspike.tasks;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;

/** Samples with their classes folded into fewer. */
record OfClasses(Samples samples, int classes) implements Samples {
    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public Shape shape() {
        return samples.shape();
    }

    @Override
    public int steps() {
        return samples.steps();
    }

    @Override
    public int label(int sample) {
        return samples.label(sample) % classes;
    }

    @Override
    public void load(int sample, EventFrames into) {
        samples.load(sample, into);
    }
}
