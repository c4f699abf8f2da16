package io.memspike.datasets.segment;

/**
 * How pieces of images are varied in training.
 *
 * @param flips whether they are mirrored, or not, at random
 * @param turns whether they are turned by 0, 90, 180 or 270 degrees at random; those that are not square by 0 or 180
 * @param bend how far pixels are carried at most along either axis, in pixels: a smooth field whose values are drawn at the
 *     knots of a grid of {@value #GRID} × {@value #GRID} cells
 * @param brightness how much is added at most to all pixels of a piece, whose values lie in [0, 1]; and by how large a part
 *     their distances to the middle grey grow or shrink at most
 */
public record Augmentation(boolean flips, boolean turns, double bend, double brightness) {
    /** Cells of the grid of {@link #bend}, in each direction. */
    public static final int GRID = 3;

    /** Pieces as they are. */
    public static final Augmentation NONE = new Augmentation(false, false, 0, 0);

    /** Mirrored and turned. */
    public static final Augmentation FLIPS_AND_TURNS = new Augmentation(true, true, 0, 0);

    /** Checks that distances are some, and brightness leaves something to see. */
    public Augmentation {
        if (!(bend >= 0 && bend <= 64)) {
            throw new IllegalArgumentException("augmentation: expected a bend of 0 to 64 pixels, found " + bend);
        }
        if (!(brightness >= 0 && brightness <= 0.5)) {
            throw new IllegalArgumentException("augmentation: expected a brightness of 0 to 0.5, found " + brightness);
        }
    }
}
