package io.memspike.tasks.inpainting.picture;

import io.memspike.core.RandomStream;
import java.util.Arrays;

/**
 * Pictures moved by whole pixels in training, each in each epoch anew, so that greys stay as they came. Immutable; for any
 * number of threads.
 *
 * @param most pixels that a picture is moved by at most, up or down and to either side, in [0, {@value #MOST}]
 * @param seed of the draws
 */
public record Shift(int most, long seed) {
    /** Pixels that a picture may be moved by. */
    public static final int MOST = 16;

    public Shift {
        if (most < 0 || most > MOST) {
            throw new IllegalArgumentException("shift: expected 0 to " + MOST + " pixels, found " + most);
        }
    }

    /**
     * Moves a picture; what comes in at an edge is black.
     *
     * @param pixels (side²) row-major. Not modified.
     * @param side rows and columns
     * @param picture its number
     * @param epoch from 1
     * @param into (side²), overwritten
     */
    void move(float[] pixels, int side, int picture, int epoch, float[] into) {
        final long draw = RandomStream.draw(RandomStream.draw(seed, epoch), picture);
        final int down = either(draw, 0);
        final int right = either(draw, 1);
        final int width = side - Math.abs(right);
        Arrays.fill(into, Picture.BLACK);
        for (int row = Math.max(0, down); row < Math.min(side, side + down) && width > 0; row++) {
            System.arraycopy(
                    pixels, (row - down) * side + Math.max(0, -right), into, row * side + Math.max(0, right), width);
        }
    }

    /** Uniform in [−most, most]. */
    private int either(long draw, int number) {
        return (int) (RandomStream.drawDouble(draw, number) * (2 * most + 1)) - most;
    }
}
