package io.memspike.tasks.inpainting.picture.internal;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.tasks.inpainting.picture.Hole;

/** Pictures with a hole, shown at every step; the whole ones are to come out. Immutable; for any number of threads. */
public final class HoledSamples extends ShownPictures {
    private final Hole hole;
    private final int side;

    public HoledSamples(Samples pictures, Hole hole, int steps) {
        super(pictures, steps);
        this.hole = hole;
        this.side = pictures.shape().width();
    }

    @Override
    public int storedSteps() {
        return 1;
    }

    @Override
    void show(float[] pixels, EventFrames into) {
        hole.cut(pixels, side);
        into.step(0).compact(pixels, pixels.length);
    }
}
