package io.memspike.datasets.segment;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.Target;
import java.util.List;
import java.util.Objects;

/**
 * Pieces of annotated images, cut out at random; as samples, one step of 1×H×W with values in [0, 1], and the class of each
 * pixel to be learnt, none where it does not count. Images come in turns. The middle of a piece counts, wherever a few tries
 * find such a place. What is drawn follows from seed, epoch and number: each epoch of a training sees other pieces, and varies
 * them. Safe for any number of threads; a load allocates nothing after a thread's first.
 */
public final class PatchSamples implements Samples {
    private static final int TRIES = 32;

    private final List<AnnotatedImage> images;
    private final Shape shape;
    private final int size;
    private final Augmentation augmentation;
    private final long seed;
    private final ThreadLocal<Patch> patch;
    private final ThreadLocal<float[]> values;

    /**
     * Pieces of images.
     *
     * @param images annotated, each at least as large as a piece
     * @param height rows of a piece
     * @param width columns of a piece
     * @param size how many pieces an epoch has
     * @param augmentation how they are varied in training; not outside of it, in epoch 0
     * @param seed of what is drawn
     */
    public PatchSamples(
            List<AnnotatedImage> images, int height, int width, int size, Augmentation augmentation, long seed) {
        this.images = List.copyOf(images);
        this.shape = new Shape(1, height, width);
        this.size = size;
        this.augmentation = augmentation;
        this.seed = seed;
        if (this.images.isEmpty() || size < 1) {
            throw new IllegalArgumentException(
                    "patches: expected at least 1 image and 1 patch, found " + this.images.size() + " and " + size);
        }
        for (final AnnotatedImage image : this.images) {
            if (image.height() < height || image.width() < width) {
                throw new IllegalArgumentException(image.place() + ": expected an image of at least " + height + "×"
                        + width + " pixels, as a patch has, found " + image.height() + "×" + image.width());
            }
            if (!image.isAnnotated()) {
                throw new IllegalArgumentException(
                        image.place() + ": expected an annotated image, found no annotation");
            }
        }
        patch = ThreadLocal.withInitial(() -> new Patch(height, width));
        values = ThreadLocal.withInitial(() -> new float[shape.size()]);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int steps() {
        return 1;
    }

    @Override
    public void load(int sample, EventFrames into) {
        load(sample, 0, into);
    }

    @Override
    public void load(int sample, int epoch, EventFrames into) {
        into.requireFit(this);
        final float[] room = values.get();
        final AnnotatedImage image = image(sample);
        drawn(image, sample, epoch).values(image, room);
        into.step(0).compact(room, room.length);
    }

    @Override
    public void target(int sample, Target into) {
        target(sample, 0, into);
    }

    @Override
    public void target(int sample, int epoch, Target into) {
        final AnnotatedImage image = image(sample);
        drawn(image, sample, epoch).targets(image, into.values(shape.size()));
    }

    private AnnotatedImage image(int sample) {
        return images.get(Objects.checkIndex(sample, size) % images.size());
    }

    private Patch drawn(AnnotatedImage image, int sample, int epoch) {
        final Patch drawn = patch.get();
        drawn.begin(RandomStream.draw(RandomStream.draw(seed, epoch), sample));
        for (int i = 0; i < TRIES && !drawn.place(image); i++) { // what the last try found is taken
        }
        drawn.vary(epoch == 0 ? Augmentation.NONE : augmentation);
        return drawn;
    }
}
