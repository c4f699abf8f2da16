package io.memspike.datasets;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;

/**
 * The 20 × 20 pixels in the middle of each image as inputs of 0 or 1, shown in one step: 1 from a grey level of 128 on.
 * MNIST's digits were fitted into such a box before they were centred by their mass, so hardly a pixel is lost. To learn
 * from, there may be several copies of each image, each with the window moved a little. Immutable; for any number of
 * threads.
 */
public final class BinaryImages implements Samples {
    /** Rows and columns that are kept. */
    public static final int SIDE = 20;

    private static final int WHITE_FROM = 128;

    private final ImageSet images;
    private final int count;
    private final Moves moves;

    /** How often an image is shown, and how far its window may be moved each time. */
    private record Moves(int copies, int shift, long seed) {
        static final Moves NONE = new Moves(1, 0, 0);
    }

    /**
     * The first images of a set, once each and not moved.
     *
     * @param images at least 20 × 20 pixels each
     * @param count how many of them, at least 1
     */
    public BinaryImages(ImageSet images, int count) {
        this(images, count, Moves.NONE);
    }

    private BinaryImages(ImageSet images, int count, Moves moves) {
        if (images.height() < SIDE || images.width() < SIDE) {
            throw new IllegalArgumentException(images.name() + ": expected images of at least " + SIDE + "×" + SIDE
                    + " pixels, found " + images.height() + "×" + images.width());
        }
        if (count < 1 || count > images.size()) {
            throw new IllegalArgumentException(
                    images.name() + ": expected 1 to " + images.size() + " images, found " + count);
        }
        this.images = images;
        this.count = count;
        this.moves = moves;
    }

    /** The first of these images. */
    public BinaryImages first(int fewer) {
        return new BinaryImages(images, fewer, moves);
    }

    /**
     * Each image several times, all of them once before any comes again: sample {@code c · images + i} is copy c of image i.
     *
     * @param copies of each, at least 1
     * @param shift rows and columns by which the window of each copy is moved at random, up to, in each direction; what lies
     *     outside of the image is 0
     * @param seed of the moves
     */
    public BinaryImages moved(int copies, int shift, long seed) {
        final int most = Integer.MAX_VALUE / count;
        if (copies < 1 || copies > most || shift < 0) {
            throw new IllegalArgumentException(images.name() + ": expected 1 to " + most
                    + " copies and a shift of at least 0, found copies=" + copies + " shift=" + shift);
        }
        return new BinaryImages(images, count, new Moves(copies, shift, seed));
    }

    @Override
    public int size() {
        return count * moves.copies();
    }

    @Override
    public Shape shape() {
        return new Shape(1, SIDE, SIDE);
    }

    @Override
    public int steps() {
        return 1;
    }

    @Override
    public int classes() {
        return images.classes();
    }

    @Override
    public int label(int sample) {
        return images.label(sample % count);
    }

    @Override
    public void load(int sample, EventFrames into) {
        into.requireFit(this);
        final int image = sample % count;
        int down = 0;
        int right = 0;
        if (moves.shift() > 0) {
            final RandomStream random = RandomStream.of(moves.seed(), "binary shift", sample / count, image);
            down = random.nextInt(2 * moves.shift() + 1) - moves.shift();
            right = random.nextInt(2 * moves.shift() + 1) - moves.shift();
        }
        load(image, down, right, into.step(0));
    }

    /** Lists the white pixels of an image whose window is moved so many rows down and columns to the right. */
    void load(int image, int down, int right, SpikeList into) {
        final int top = (images.height() - SIDE) / 2 + down;
        final int left = (images.width() - SIDE) / 2 + right;
        into.clear();
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                if (isWhite(image, top + y, left + x)) {
                    into.add(y * SIDE + x, 1f);
                }
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
