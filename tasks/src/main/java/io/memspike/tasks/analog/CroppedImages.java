package io.memspike.tasks.analog;

import io.memspike.datasets.ImageSet;

/**
 * The 20 × 20 pixels in the middle of each image as inputs of 0 or 1: 1 from a grey level of 128 on. MNIST's digits were
 * fitted into such a box before they were centred by their mass, so hardly a pixel is lost. Immutable; for any number of
 * threads.
 */
public final class CroppedImages {
    /** Rows and columns that are kept. */
    public static final int SIDE = 20;

    /** Inputs of an image. */
    public static final int INPUTS = SIDE * SIDE;

    private static final int WHITE_FROM = 128;

    private final ImageSet images;
    private final int size;

    /**
     * The first images of a set.
     *
     * @param images at least 20 × 20 pixels each
     * @param size how many of them, at least 1
     */
    public CroppedImages(ImageSet images, int size) {
        if (images.height() < SIDE || images.width() < SIDE) {
            throw new IllegalArgumentException(images.name() + ": expected images of at least " + SIDE + "×" + SIDE
                    + " pixels, found " + images.height() + "×" + images.width());
        }
        if (size < 1 || size > images.size()) {
            throw new IllegalArgumentException(
                    images.name() + ": expected 1 to " + images.size() + " images, found " + size);
        }
        this.images = images;
        this.size = size;
    }

    /** Number of images. */
    public int size() {
        return size;
    }

    /** The first of these images. */
    public CroppedImages first(int count) {
        return new CroppedImages(images, count);
    }

    /** Label of an image. */
    public int label(int image) {
        return images.label(image);
    }

    /** An image: (400), row-major. */
    public float[] load(int image) {
        final float[] inputs = new float[INPUTS];
        load(image, 0, 0, inputs);
        return inputs;
    }

    /**
     * Reads an image, its window moved.
     *
     * @param image number of the image
     * @param down rows by which the window is moved; what lies outside the image is 0
     * @param right columns by which it is moved
     * @param inputs (400), row-major. Modified.
     */
    public void load(int image, int down, int right, float[] inputs) {
        final int top = (images.height() - SIDE) / 2 + down;
        final int left = (images.width() - SIDE) / 2 + right;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                inputs[y * SIDE + x] = isWhite(image, top + y, left + x) ? 1 : 0;
            }
        }
    }

    private boolean isWhite(int image, int y, int x) {
        return y >= 0
                && y < images.height()
                && x >= 0
                && x < images.width()
                && (images.pixels()[images.offset(image) + y * images.width() + x] & 0xff) >= WHITE_FROM;
    }
}
