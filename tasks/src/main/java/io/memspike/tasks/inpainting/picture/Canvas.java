package io.memspike.tasks.inpainting.picture;

import io.memspike.datasets.format.internal.ImageFile;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The square that pictures are put on. Pictures of its own size fill it; pictures four pixels smaller, as MNIST's 28 × 28
 * for 32 × 32, get a margin of two. Immutable.
 *
 * @param side height and width in pixels, at least 8
 */
public record Canvas(int side) {
    /** Fewest rows and columns. */
    public static final int LEAST_SIDE = 8;

    private static final int MARGIN = 2;
    private static final double GREYS = 127.5; // from 0…255 to [−1, 1]
    /** Weights of red, green and blue in a grey value: ITU-R BT.601-7, section 2.5.1. */
    private static final double[] LUMA = {0.299, 0.587, 0.114};

    public Canvas {
        if (side < LEAST_SIDE || side > 1 << 14) {
            throw new IllegalArgumentException("canvas: expected a side of 8 to 16384 pixels, found " + side);
        }
    }

    /** Number of pixels. */
    public int pixels() {
        return side * side;
    }

    /**
     * Puts bytes on the canvas.
     *
     * @param what the picture, for messages
     * @param height its rows
     * @param width its columns
     * @param greys grey values, row-major, 0 = black. Not modified.
     * @param offset where the picture begins in them
     * @return (side²) in [−1, 1]
     * @throws IllegalArgumentException where the size is another
     */
    public float[] of(String what, int height, int width, byte[] greys, int offset) {
        final float[] pixels = new float[pixels()];
        put(what, height, width, greys, offset, pixels);
        return pixels;
    }

    /** The same into {@code pixels} (side²), which are overwritten. */
    public void put(String what, int height, int width, byte[] greys, int offset, float[] pixels) {
        final int margin = margin(what, "an image", height, width);
        Arrays.fill(pixels, Picture.BLACK);
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                pixels[(row + margin) * side + column + margin] =
                        (float) ((greys[offset + row * width + column] & 0xff) / GREYS - 1);
            }
        }
    }

    /**
     * Reads an image file, PNG or JPEG or what else Java reads. Colours become grey by their luma; what is transparent
     * shows black.
     *
     * @return (side²) in [−1, 1]
     * @throws IOException where it cannot be read, is no image or has another size; the message names the file
     */
    public float[] read(Path file) throws IOException {
        return read(file, "an image");
    }

    /**
     * Reads a mask: white pixels are the hole.
     *
     * @return (side²)
     * @throws IOException where it cannot be read, is no image or has another size; the message names the file
     */
    public boolean[] readMask(Path file) throws IOException {
        final float[] pixels = read(file, "a mask");
        final boolean[] hole = new boolean[pixels.length];
        for (int i = 0; i < hole.length; i++) {
            hole[i] = pixels[i] > 0;
        }
        return hole;
    }

    private float[] read(Path file, String kind) throws IOException {
        final BufferedImage image = new ImageFile(file, "an image, PNG or JPEG").read((height, width) -> {
            try {
                margin(file.toString(), kind, height, width);
            } catch (IllegalArgumentException e) {
                throw new IOException(e.getMessage(), e);
            }
        });
        final int margin = margin(file.toString(), kind, image.getHeight(), image.getWidth());
        final float[] pixels = blank();
        for (int row = 0; row < image.getHeight(); row++) {
            for (int column = 0; column < image.getWidth(); column++) {
                final double grey = grey(image, column, row); // in [0, 1]
                pixels[(row + margin) * side + column + margin] = (float) (2 * grey - 1);
            }
        }
        return pixels;
    }

    /** A grey image's own values, which Java would bend by a gamma curve on their way to colours; else the luma. */
    private static double grey(BufferedImage image, int x, int y) {
        final Raster raster = image.getRaster();
        final int bands = raster.getNumBands();
        final boolean isGrey = bands <= 2 && image.getColorModel().getNumColorComponents() == 1;
        if (isGrey) {
            final double most = Math.scalb(1.0, raster.getSampleModel().getSampleSize(0)) - 1;
            final double opacity = bands == 1
                    ? 1
                    : raster.getSample(x, y, 1)
                            / (Math.scalb(1.0, raster.getSampleModel().getSampleSize(1)) - 1);
            return raster.getSample(x, y, 0) / most * opacity;
        }
        final int argb = image.getRGB(x, y);
        final double luma = LUMA[0] * (argb >> 16 & 0xff) + LUMA[1] * (argb >> 8 & 0xff) + LUMA[2] * (argb & 0xff);
        return Math.min(1, luma / 255 * (argb >>> 24) / 255);
    }

    private int margin(String what, String kind, int height, int width) {
        for (final int margin : new int[] {0, MARGIN}) {
            if (height == side - 2 * margin && width == height) {
                return margin;
            }
        }
        final int smaller = side - 2 * MARGIN;
        throw new IllegalArgumentException(what + ": expected " + kind + " of " + smaller + "×" + smaller + " or "
                + side + "×" + side + " pixels, found " + height + "×" + width);
    }

    private float[] blank() {
        final float[] pixels = new float[pixels()];
        Arrays.fill(pixels, Picture.BLACK);
        return pixels;
    }
}
