package io.memspike.datasets.segment.internal;

import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.format.internal.ImageFile;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An image file as exact grey values: 299 · red + 587 · green + 114 · blue, thousandths of its own levels (ITU-R BT.601-7,
 * section 2.5.1). Immutable by convention.
 *
 * @param height rows
 * @param width columns
 * @param thousandths [height, width], at most 1000 · {@code white}
 * @param white level of white: 255 of 8 bits, 65535 of 16
 */
record GreyImage(int height, int width, int[] thousandths, int white) {
    private static final int MOST_PIXELS = 1 << 27;
    private static final int THOUSAND = 1000;
    private static final int RED = 299;
    private static final int GREEN = 587;
    private static final int BLUE = 114;

    /**
     * Reads a file in any format that Java reads.
     *
     * @throws IOException where it cannot be read, is no image, or has transparent pixels; the message names it
     */
    static GreyImage read(Path file) throws IOException {
        final BufferedImage image = new ImageFile(file, "an image, PNG, TIFF, JPEG or GIF").read((height, width) -> {
            if ((long) height * width > MOST_PIXELS) {
                throw new FileFormatException(file, "size", "at most 2^27 pixels", height + "×" + width);
            }
        });
        final int components = image.getColorModel().getNumColorComponents();
        final int bits = image.getSampleModel().getSampleSize(0);
        final boolean isIndexed = image.getColorModel() instanceof IndexColorModel;
        final boolean isByItsOwn = !isIndexed && (components == 1 || bits == Short.SIZE) && bits <= Short.SIZE;
        final int[] greys = new int[image.getHeight() * image.getWidth()];
        final boolean isOpaque = isByItsOwn ? own(image, components, greys) : colours(image, greys);
        if (!isOpaque) {
            throw new FileFormatException(
                    file + ": expected pixels that nothing shines through, found transparent ones");
        }
        return new GreyImage(image.getHeight(), image.getWidth(), greys, isByItsOwn ? (1 << bits) - 1 : 255);
    }

    /** Levels as the file has them, which Java would bend by a gamma curve, or cut to 8 bits. */
    private static boolean own(BufferedImage image, int components, int[] greys) {
        final Raster raster = image.getRaster();
        final int bands = raster.getNumBands();
        final int width = image.getWidth();
        final int[] row = new int[bands * width];
        boolean isOpaque = true;
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                final int at = x * bands;
                greys[y * width + x] =
                        components == 1 ? THOUSAND * row[at] : RED * row[at] + GREEN * row[at + 1] + BLUE * row[at + 2];
                isOpaque &= bands == components
                        || row[at + components] == (1 << raster.getSampleModel().getSampleSize(components)) - 1;
            }
        }
        return isOpaque;
    }

    private static boolean colours(BufferedImage image, int[] greys) {
        final int width = image.getWidth();
        final int[] row = new int[width];
        boolean isOpaque = true;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                final int argb = row[x];
                greys[y * width + x] = RED * (argb >> 16 & 0xff) + GREEN * (argb >> 8 & 0xff) + BLUE * (argb & 0xff);
                isOpaque &= argb >>> 24 == 0xff;
            }
        }
        return isOpaque;
    }

    /** Which pixels are at least half as bright as white. */
    boolean[] bright() {
        final boolean[] bright = new boolean[thousandths.length];
        for (int i = 0; i < bright.length; i++) {
            bright[i] = 2L * thousandths[i] > (long) THOUSAND * white;
        }
        return bright;
    }

    /** The brightest pixel, in thousandths. */
    int brightest() {
        int most = 0;
        for (final int grey : thousandths) {
            most = Math.max(most, grey);
        }
        return most;
    }
}
