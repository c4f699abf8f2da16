package io.memspike.datasets.encode.internal;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.SamplesOf;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Target;
import io.memspike.datasets.encode.Encoding;

/** Samples that are encoded whenever one is loaded; each thread has room of its own, nothing else is kept. */
abstract class EncodedSamples extends SamplesOf {
    private final String encoder;
    private final ThreadLocal<EventFrames> frames;

    EncodedSamples(Samples source, Shape shape, Encoding how) {
        super(source, shape, how.steps());
        this.encoder = how.encoder();
        this.frames = ThreadLocal.withInitial(() -> new EventFrames(source.shape(), source.storedSteps()));
    }

    /**
     * Encodes a sample.
     *
     * @param sample its number
     * @param epoch of a training, from 1 on, or 0 outside of trainings
     * @param from what the source has of it
     * @param into empty
     */
    abstract void encode(int sample, int epoch, EventFrames from, EventFrames into);

    @Override
    public final void load(int sample, EventFrames into) {
        load(sample, 0, into);
    }

    @Override
    public final void target(int sample, int epoch, Target into) {
        source().target(sample, epoch, into);
    }

    @Override
    public final void load(int sample, int epoch, EventFrames into) {
        into.requireFit(this);
        final EventFrames from = frames.get();
        source().load(sample, epoch, from);
        requireFractions(sample, from);
        into.clear();
        encode(sample, epoch, from, into);
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
}
