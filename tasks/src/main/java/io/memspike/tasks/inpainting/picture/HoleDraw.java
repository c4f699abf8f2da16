package io.memspike.tasks.inpainting.picture;

import io.memspike.core.RandomStream;

/** Which hole each picture has in each epoch of a training. Immutable; for any number of threads. */
@FunctionalInterface
public interface HoleDraw {
    /**
     * The hole of a picture.
     *
     * @param picture its number
     * @param epoch from 1; 0 outside of trainings
     * @param side rows and columns of the picture
     */
    Hole of(int picture, int epoch, int side);

    /** The same of all. */
    static HoleDraw always(Hole hole) {
        return (picture, epoch, side) -> hole;
    }

    /**
     * A rectangle drawn anew for each picture in each epoch, anywhere in it.
     *
     * @param least fewest rows, and fewest columns, at least 1
     * @param most most of them, at most the picture's
     * @param seed of the draws
     */
    static HoleDraw rectangles(int least, int most, long seed) {
        final long key = RandomStream.of(seed, "holes").nextLong();
        return (picture, epoch, side) -> {
            final long own = RandomStream.draw(RandomStream.draw(key, epoch), picture);
            final int height = least + below(own, 0, most - least + 1);
            final int width = least + below(own, 1, most - least + 1);
            return new Hole(below(own, 2, side - height + 1), below(own, 3, side - width + 1), height, width);
        };
    }

    private static int below(long key, int number, int bound) {
        return (int) (RandomStream.drawDouble(key, number) * bound);
    }
}
