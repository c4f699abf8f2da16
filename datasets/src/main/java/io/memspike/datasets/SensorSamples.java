package io.memspike.datasets;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.SamplesOf;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.ScalarKernels;

/**
 * Images seen through the {@link SensorCamera}: every load records its image afresh. What the sensor draws follows from seed, image
 * and epoch; from the first epoch on, in training, images are varied, too.
 *
 * <p>Safe for any number of threads, each with frames of its own. A load allocates nothing after a thread's first.
 */
public final class SensorSamples extends SamplesOf {
    private final ImageSet images;
    private final float vary;
    private final long seed;
    private final ThreadLocal<SensorCamera> cameras;

    /**
     * Samples of all images.
     *
     * @param images of 28×28 pixels
     * @param steps bins of equal time for each sample, at least 1
     * @param vary how much images are varied in training, see {@link SensorCamera#record}
     * @param seed of what is drawn
     */
    public SensorSamples(ImageSet images, int steps, float vary, long seed) {
        this(images, steps, vary, seed, new ScalarKernels());
    }

    private SensorSamples(ImageSet images, int steps, float vary, long seed, Kernels kernels) {
        super(images, SensorCamera.SHAPE, steps);
        if (images.height() != SensorScene.IMAGE || images.width() != SensorScene.IMAGE) {
            throw new IllegalArgumentException(images.name() + ": expected images of 28×28 pixels, found "
                    + images.height() + "×" + images.width());
        }
        if (steps < 1) {
            throw new IllegalArgumentException("steps: expected at least 1, found " + steps);
        }
        this.images = images;
        this.vary = vary;
        this.seed = seed;
        cameras = ThreadLocal.withInitial(() -> new SensorCamera(kernels));
    }

    @Override
    public SensorSamples with(Kernels kernels) {
        return new SensorSamples(images, steps(), vary, seed, kernels);
    }

    @Override
    public void load(int sample, EventFrames into) {
        load(sample, 0, into);
    }

    @Override
    public void load(int sample, int epoch, EventFrames into) {
        into.requireFit(this);
        final long recording = RandomStream.draw(RandomStream.draw(seed, epoch), sample);
        cameras.get().record(images.pixels(), images.offset(sample), recording, epoch > 0 ? vary : 0f, into);
    }
}
