package io.memspike.tasks.inpainting.picture.internal;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.SpikeList;

/**
 * Pictures shown unmoved at every step: a pixel's value is its brightness {@code (x + 1)/2}, black ones are silent.
 * Immutable; for any number of threads.
 */
public final class StillPictures extends ShownPictures {
    /**
     * Shows pictures.
     *
     * @param pictures with pixels in [−1, 1] as their targets
     * @param steps how often each is shown, at least 1
     */
    public StillPictures(Samples pictures, int steps) {
        super(pictures, steps);
    }

    @Override
    void show(int sample, int epoch, float[] pixels, EventFrames into) {
        show(pixels, into.step(0));
    }

    /** What one step of a picture is. */
    public static void show(float[] pixels, SpikeList into) {
        into.clear();
        for (int i = 0; i < pixels.length; i++) {
            final float brightness = (pixels[i] + 1) / 2;
            if (brightness > 0) {
                into.add(i, brightness);
            }
        }
    }
}
