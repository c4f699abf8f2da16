package io.memspike.tasks.inpainting.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/** Rows of pictures as one image. */
public final class PictureGrid {
    private static final int GAP = 4;
    private static final int BACKGROUND = 0x6080a0; // which no grey is taken for

    private PictureGrid() {}

    /**
     * Draws rows below each other, pictures side by side, with lines between them.
     *
     * @param canvas size of the pictures
     * @param rows pictures (side²) in [−1, 1], as many in each row. Not modified.
     * @param zoom pixels of the image for a pixel of a picture, at least 1
     */
    public static BufferedImage draw(Canvas canvas, List<List<float[]>> rows, int zoom) {
        return draw(canvas.side(), canvas.side(), rows, zoom);
    }

    /**
     * The same of pictures of any shape.
     *
     * @param height rows of a picture
     * @param width columns of a picture
     * @param rows pictures (height, width) in [−1, 1], as many in each row. Not modified.
     * @param zoom pixels of the image for a pixel of a picture, at least 1
     */
    public static BufferedImage draw(int height, int width, List<List<float[]>> rows, int zoom) {
        final int columns = rows.isEmpty() ? 0 : rows.get(0).size();
        if (columns == 0 || zoom < 1 || rows.stream().anyMatch(row -> row.size() != columns)) {
            throw new IllegalArgumentException(
                    "picture grid: expected rows of as many pictures and a zoom of at least 1, found rows of "
                            + rows.stream().map(List::size).toList() + ", zoom " + zoom);
        }
        final int across = width * zoom + GAP;
        final int down = height * zoom + GAP;
        final BufferedImage image =
                new BufferedImage(columns * across + GAP, rows.size() * down + GAP, BufferedImage.TYPE_INT_RGB);
        final int[] line = new int[image.getWidth()];
        Arrays.fill(line, BACKGROUND);
        for (int y = 0; y < image.getHeight(); y++) {
            image.setRGB(0, y, line.length, 1, line, 0, line.length);
        }
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns; column++) {
                draw(image, width, rows.get(row).get(column), zoom, GAP + column * across, GAP + row * down);
            }
        }
        return image;
    }

    private static void draw(BufferedImage image, int width, float[] picture, int zoom, int left, int top) {
        for (int y = 0; y < picture.length / width * zoom; y++) {
            for (int x = 0; x < width * zoom; x++) {
                final float value = picture[y / zoom * width + x / zoom];
                final int grey = Math.max(0, Math.min(255, Math.round((value + 1) * 127.5f)));
                image.setRGB(left + x, top + y, grey << 16 | grey << 8 | grey);
            }
        }
    }

    /** An image as a PNG file. */
    public static byte[] png(BufferedImage image) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
