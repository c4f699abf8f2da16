package io.memspike.datasets.encode;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Target;

/** Samples that are encoded whenever one is loaded; each thread has room of its own, nothing else is kept. */
abstract class EncodedSamples implements Samples {
    private final String encoder;
    private final Samples source;
    private final Shape shape;
    private final int steps;
    private final ThreadLocal<EventFrames> frames;

    EncodedSamples(Samples source, Shape shape, Encoding how) {
        this.encoder = how.encoder();
        this.source = source;
        this.shape = shape;
        this.steps = how.steps();
        this.frames = ThreadLocal.withInitial(() -> new EventFrames(source.shape(), source.storedSteps()));
    }

    /**
     * Encodes a sample.
     *
     * @param sample its number
     * @param from what the source has of it
     * @param into empty
     */
    abstract void encode(int sample, EventFrames from, EventFrames into);

    @Override
    public final void load(int sample, EventFrames into) {
        if (!into.shape().equals(shape) || into.steps() != steps && into.steps() != storedSteps()) {
            throw new IllegalArgumentException("frames: expected " + steps + " steps of " + shape + ", found "
                    + into.steps() + " of " + into.shape());
        }
        final EventFrames from = frames.get();
        source.load(sample, from);
        requireFractions(sample, from);
        into.clear();
        encode(sample, from, into);
    }

    private void requireFractions(int sample, EventFrames from) {
        for (int f = 0; f < from.steps(); f++) {
            final SpikeList frame = from.step(f);
            for (int e = 0; e < frame.size(); e++) {
                if (!(frame.value(e) >= 0 && frame.value(e) <= 1)) {
                    throw Encoding.refuse(
                            encoder, "values in [0, 1]", frame.value(e) + " in sample " + sample + ", frame " + f);
                }
            }
        }
    }

    final Samples source() {
        return source;
    }

    @Override
    public final int size() {
        return source.size();
    }

    @Override
    public final Shape shape() {
        return shape;
    }

    @Override
    public final int steps() {
        return steps;
    }

    @Override
    public final int classes() {
        return source.classes();
    }

    @Override
    public final int label(int sample) {
        return source.label(sample);
    }

    @Override
    public final void target(int sample, Target into) {
        source.target(sample, into);
    }
}
