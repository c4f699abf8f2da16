package io.memspike.tasks.inpainting.picture;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.Target;
import io.memspike.datasets.ImageSet;
import java.util.List;

/**
 * Square pictures in [−1, 1] as samples of one step: what is shown is what is to come out, and its class is known where the
 * picture has one. For any number of threads; a load allocates nothing.
 */
public abstract class PictureSamples implements Samples {
    private final Canvas canvas;
    private final int size;
    private final int classes;
    private final ThreadLocal<float[]> scratch;

    private PictureSamples(Canvas canvas, int size, int classes) {
        this.canvas = canvas;
        this.size = size;
        this.classes = classes;
        this.scratch = ThreadLocal.withInitial(() -> new float[canvas.pixels()]);
    }

    /** Overwrites {@code pixels} (side²), row-major, by a picture as it is outside of trainings. */
    public final void draw(int sample, float[] pixels) {
        draw(sample, 0, pixels);
    }

    /** The same as it is in an epoch of a training, from 1; 0 outside of trainings. */
    abstract void draw(int sample, int epoch, float[] pixels);

    /**
     * The first images of a set, put on the canvas whenever they are asked for.
     *
     * @param images 28 × 28 or as large as the canvas
     * @param canvas what they are put on
     * @param count how many, at least 1
     * @throws IllegalArgumentException where there are fewer, or they have another size
     */
    public static PictureSamples of(ImageSet images, Canvas canvas, int count) {
        return of(images, canvas, count, null);
    }

    /**
     * The same, moved in the epochs of a training.
     *
     * @param shift how they are moved; null for not at all
     */
    public static PictureSamples of(ImageSet images, Canvas canvas, int count, Shift shift) {
        if (count < 1 || count > images.size()) {
            throw new IllegalArgumentException(
                    "samples: expected 1 to the " + images.size() + " of " + images.name() + ", found " + count);
        }
        canvas.of(images.name(), images.height(), images.width(), images.pixels(), 0); // refuses another size
        final ThreadLocal<float[]> unmoved = ThreadLocal.withInitial(() -> new float[canvas.pixels()]);
        return new PictureSamples(canvas, count, images.classes()) {
            @Override
            void draw(int image, int epoch, float[] pixels) {
                final boolean isMoved = epoch > 0 && shift != null;
                final float[] put = isMoved ? unmoved.get() : pixels;
                canvas.put(images.name(), images.height(), images.width(), images.pixels(), images.offset(image), put);
                if (isMoved) {
                    shift.move(put, canvas.side(), image, epoch, pixels);
                }
            }

            @Override
            public int label(int image) {
                return images.label(image);
            }
        };
    }

    /**
     * Pictures in memory.
     *
     * @param pictures each on the canvas. Not copied, not modified.
     * @param canvas their size
     * @param classes number of classes; 0 where nobody asks for labels
     * @throws IllegalArgumentException where a picture has another size, or no label below {@code classes}
     */
    public static PictureSamples of(List<Picture> pictures, Canvas canvas, int classes) {
        final List<Picture> all = List.copyOf(pictures);
        for (final Picture picture : all) {
            if (picture.pixels().length != canvas.pixels()) {
                throw new IllegalArgumentException(
                        picture.name() + ": expected " + canvas.pixels() + " pixels, found " + picture.pixels().length);
            }
            if (classes > 0 && (picture.label() < 0 || picture.label() >= classes)) {
                throw new IllegalArgumentException(
                        picture.name() + ": expected a label below " + classes + ", found " + picture.label());
            }
        }
        return new PictureSamples(canvas, all.size(), classes) {
            @Override
            void draw(int picture, int epoch, float[] pixels) {
                System.arraycopy(all.get(picture).pixels(), 0, pixels, 0, pixels.length);
            }

            @Override
            public int label(int picture) {
                return all.get(picture).label();
            }
        };
    }

    @Override
    public final int size() {
        return size;
    }

    @Override
    public final Shape shape() {
        return new Shape(1, canvas.side(), canvas.side());
    }

    @Override
    public final int steps() {
        return 1;
    }

    @Override
    public final int classes() {
        return classes;
    }

    @Override
    public final void load(int sample, EventFrames into) {
        load(sample, 0, into);
    }

    @Override
    public final void load(int sample, int epoch, EventFrames into) {
        into.requireFit(this);
        final float[] pixels = scratch.get();
        draw(sample, epoch, pixels);
        into.step(0).compact(pixels, pixels.length);
    }

    @Override
    public final void target(int sample, Target into) {
        target(sample, 0, into);
    }

    @Override
    public final void target(int sample, int epoch, Target into) {
        draw(sample, epoch, into.values(canvas.pixels()));
        into.label(label(sample));
    }
}
