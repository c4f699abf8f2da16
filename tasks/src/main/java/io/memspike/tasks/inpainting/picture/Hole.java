package io.memspike.tasks.inpainting.picture;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/**
 * A rectangle of pixels that is missing from an image.
 *
 * @param row its first row
 * @param column its first column
 * @param height number of rows, at least 1
 * @param width number of columns, at least 1
 */
public record Hole(
        @JsonProperty(required = true) int row,
        @JsonProperty(required = true) int column,
        @JsonProperty(required = true) int height,
        @JsonProperty(required = true) int width) {
    /** Value of a missing pixel: black. */
    public static final float MISSING = -1f;

    public Hole {
        if (row < 0 || column < 0 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "hole: expected row and column of at least 0, height and width of at least 1," + " found row=" + row
                            + " column=" + column + " height=" + height + " width=" + width);
        }
    }

    /** PRIME's: 8×8 pixels in the middle of 32×32. */
    public static Hole prime() {
        return new Hole(12, 12, 8, 8);
    }

    /** Throws {@link IllegalArgumentException} where it does not lie in an image of {@code side × side} pixels. */
    public void requireIn(int side) {
        if (height > side - row || width > side - column) { // sums might overflow
            throw new IllegalArgumentException("hole: expected a rectangle within " + side + "×" + side
                    + " pixels, found row " + row + ", column " + column + ", " + height + "×" + width + " pixels");
        }
    }

    /** Takes its pixels out of an image (side²), which is modified. */
    public void cut(float[] image, int side) {
        for (int y = row; y < row + height; y++) {
            Arrays.fill(image, y * side + column, y * side + column + width, MISSING);
        }
    }

    /**
     * Weights of an image's pixels that give the hole a share of their sum, and leave 1 on average.
     *
     * @param share in [0, 1]
     * @param weights overwritten (side²)
     * @param side rows and columns of the image
     */
    public void weigh(double share, float[] weights, int side) {
        final int known = weights.length - height * width;
        Arrays.fill(weights, known == 0 ? 0f : (float) ((1 - share) * weights.length / known));
        final float missing = known == 0 ? 1f : (float) (share * weights.length / (height * width));
        for (int y = row; y < row + height; y++) {
            Arrays.fill(weights, y * side + column, y * side + column + width, missing);
        }
    }
}
