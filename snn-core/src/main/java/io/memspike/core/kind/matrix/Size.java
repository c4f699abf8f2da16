package io.memspike.core.kind.matrix;

/**
 * A pair of extents; files hold {@code [height, width]}, or one number where both are equal.
 *
 * @param height of rows
 * @param width of columns
 */
public record Size(int height, int width) {
    /** The same in both directions. */
    public static Size of(int side) {
        return new Size(side, side);
    }

    /** Whether both extents are equal. */
    public boolean isSquare() {
        return height == width;
    }

    /** Number of positions. */
    public int area() {
        return Math.multiplyExact(height, width);
    }

    /** Whether both extents are at least that. */
    public boolean isAtLeast(int least) {
        return height >= least && width >= least;
    }

    @Override
    public String toString() {
        return isSquare() ? Integer.toString(height) : height + "×" + width;
    }
}
