package io.memspike.tasks.inpainting.picture.internal;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.SamplesOf;
import io.memspike.core.Target;

/** Pictures, the same at every step, as something makes them look; what is to be learnt of them stays. */
abstract class ShownPictures extends SamplesOf {
    private final ThreadLocal<Target> scratch = ThreadLocal.withInitial(Target::new);

    /**
     * Shows pictures.
     *
     * @param pictures whose targets have every pixel
     * @param steps how often each is shown, at least 1
     */
    ShownPictures(Samples pictures, int steps) {
        super(pictures, pictures.shape(), steps);
    }

    /**
     * Shows one.
     *
     * @param sample its number
     * @param epoch from 1; 0 outside of trainings
     * @param pixels every pixel, row-major. May be modified.
     * @param into of which the first step is overwritten
     */
    abstract void show(int sample, int epoch, float[] pixels, EventFrames into);

    @Override
    public final void load(int sample, EventFrames into) {
        load(sample, 0, into);
    }

    @Override
    public final void load(int sample, int epoch, EventFrames into) {
        into.requireFit(this);
        final Target picture = scratch.get();
        picture.clear();
        source().target(sample, epoch, picture);
        show(sample, epoch, picture.written(shape().size()), into);
        into.repeatFirst();
    }
}
