package io.memspike.tasks.inpainting.picture.internal;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Target;
import io.memspike.tasks.inpainting.picture.Hole;
import io.memspike.tasks.inpainting.picture.HoleDraw;

/**
 * Pictures with a hole, shown at every step; the whole ones are to come out, and the hole may count for more than its pixels.
 * Immutable; for any number of threads.
 */
public final class HoledSamples extends ShownPictures {
    private final HoleDraw holes;
    private final Double share;
    private final int side;

    /** Pictures with that hole, of which every pixel counts alike. */
    public HoledSamples(Samples pictures, Hole hole, int steps) {
        this(pictures, HoleDraw.always(hole), null, steps);
    }

    /**
     * Pictures with holes.
     *
     * @param pictures with pixels in [−1, 1] as their targets
     * @param holes what is missing from each in an epoch
     * @param share of the error that is the hole's, in [0, 1], whatever its size; null where every pixel counts alike
     * @param steps how often each is shown, at least 1
     */
    public HoledSamples(Samples pictures, HoleDraw holes, Double share, int steps) {
        super(pictures, steps);
        this.holes = holes;
        this.share = share;
        this.side = pictures.shape().width();
    }

    @Override
    public int storedSteps() {
        return 1;
    }

    @Override
    void show(int sample, int epoch, float[] pixels, EventFrames into) {
        holes.of(sample, epoch, side).cut(pixels, side);
        into.step(0).compact(pixels, pixels.length);
    }

    @Override
    public void target(int sample, int epoch, Target into) {
        source().target(sample, epoch, into);
        if (share != null) {
            holes.of(sample, epoch, side).weigh(share, into.weights(side * side), side);
        }
    }
}
