package io.memspike.datasets;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.ScalarKernels;

/**
 * Images seen through the {@link SaccadeCamera}: every {@link #load} records its image afresh, so that nothing but the
 * images is held in memory.
 *
 * <p>Safe for any number of threads, each with frames of its own, and with a camera of its own from its first load on; later ones
 * allocate nothing.
 */
public final class CameraSamples implements Samples {
    private final ImageSet images;
    private final int steps;
    private final ThreadLocal<Take> takes;

    /**
     * Samples of all images.
     *
     * @param images of 28×28 pixels
     * @param steps bins of equal time for each sample, at least 1
     */
    public CameraSamples(ImageSet images, int steps) {
        this(images, steps, new ScalarKernels());
    }

    private CameraSamples(ImageSet images, int steps, Kernels kernels) {
        if (images.height() != SaccadeCamera.IMAGE_SIDE || images.width() != SaccadeCamera.IMAGE_SIDE) {
            throw new IllegalArgumentException(images.name() + ": expected images of 28×28 pixels, found "
                    + images.height() + "×" + images.width());
        }
        if (steps < 1) {
            throw new IllegalArgumentException("steps: expected at least 1, found " + steps);
        }
        this.images = images;
        this.steps = steps;
        takes = ThreadLocal.withInitial(() -> new Take(new SaccadeCamera(kernels)));
    }

    @Override
    public CameraSamples with(Kernels kernels) {
        return new CameraSamples(images, steps, kernels);
    }

    /** The images. */
    public ImageSet images() {
        return images;
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public Shape shape() {
        return SaccadeCamera.SHAPE;
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public int classes() {
        return images.classes();
    }

    @Override
    public int label(int sample) {
        return images.label(sample);
    }

    @Override
    public void load(int sample, EventFrames into) {
        into.requireFit(this);
        takes.get().camera.record(images.pixels(), images.offset(sample), into);
    }

    @Override
    public void loadStep(int sample, int t, EventFrames into) {
        into.requireFit(this);
        final Take take = takes.get();
        if (t == 0 || take.sample != sample || take.camera.nextBin() > t) {
            take.camera.begin(images.pixels(), images.offset(sample));
            take.sample = sample;
        }
        while (take.camera.nextBin() <= t) { // more than one only where steps are asked for out of turn
            take.camera.record(take.camera.nextBin(), into);
        }
    }

    /** A thread's camera, and what it is recording step by step, or has left in the middle. */
    private static final class Take {
        private final SaccadeCamera camera;
        private int sample; // in front of the camera, where it was put up to be recorded step by step

        Take(SaccadeCamera camera) {
            this.camera = camera;
        }
    }
}
