package io.memspike.tasks.inpainting.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.datasets.ImageSet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
    private static final Canvas CANVAS = new Canvas(32);
    private static final float TOLERANCE = 1e-6f;

    @TempDir
    Path directory;

    private Path image(int width, int height, int type, int rgb) throws IOException {
        final BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb);
            }
        }
        final Path file = directory.resolve(width + "x" + height + "-" + type + ".png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private Path grey(int side, int... samples) throws IOException {
        final BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < samples.length; i++) {
            image.getRaster().setSample(i % side, i / side, 0, samples[i]);
        }
        final Path file = directory.resolve("grey.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void shouldPutASmallerPictureIntoTheMiddle() throws IOException {
        final float[] pixels = CANVAS.read(grey(28, 255, 51));

        assertEquals(1f, pixels[2 * 32 + 2]);
        assertEquals(-0.6f, pixels[2 * 32 + 3], TOLERANCE); // 51/255 = 0.2, 2 · 0.2 − 1: no gamma curve
        pixels[2 * 32 + 2] = pixels[2 * 32 + 3] = -1;
        final float[] black = new float[1024];
        Arrays.fill(black, -1);
        assertArrayEquals(black, pixels);
    }

    @Test
    void shouldTakeAPictureOfItsSizeAsItIs() throws IOException {
        final float[] pixels = CANVAS.read(grey(32, 102));
        assertEquals(-0.2f, pixels[0], TOLERANCE);
        assertEquals(1024, pixels.length);
    }

    @Test
    void shouldWeighColoursByTheirLumaAndShowBlackBehindTransparency() throws IOException {
        assertEquals(2 * 0.587f - 1, CANVAS.read(image(32, 32, BufferedImage.TYPE_INT_RGB, 0x00ff00))[5], TOLERANCE);
        assertEquals(2 * 0.114f - 1, CANVAS.read(image(32, 32, BufferedImage.TYPE_INT_RGB, 0x0000ff))[5], TOLERANCE);
        assertEquals(1f, CANVAS.read(image(32, 32, BufferedImage.TYPE_INT_RGB, 0xffffff))[5], TOLERANCE);
        // white at an opacity of 51/255
        assertEquals(-0.6f, CANVAS.read(image(32, 32, BufferedImage.TYPE_INT_ARGB, 0x33ffffff))[5], TOLERANCE);
    }

    @Test
    void shouldReadSixteenBitsAndPalettes() throws IOException {
        final BufferedImage deep = new BufferedImage(32, 32, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(0, 0, 0, 65535 / 5);
        final Path file = directory.resolve("deep.png");
        ImageIO.write(deep, "png", file.toFile());
        assertEquals(-0.6f, CANVAS.read(file)[0], TOLERANCE);
        assertEquals(1f, CANVAS.read(image(32, 32, BufferedImage.TYPE_BYTE_BINARY, 0xffffffff))[0], TOLERANCE);
    }

    @Test
    void shouldReadJpeg() throws IOException {
        final BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
        final Path file = directory.resolve("black.jpg");
        ImageIO.write(image, "jpg", file.toFile());
        assertEquals(-1f, CANVAS.read(file)[77], 0.02f);
    }

    @Test
    void shouldRefuseOtherSizes() throws IOException {
        for (final int[] size : new int[][] {{31, 32}, {32, 28}, {30, 30}, {64, 64}}) {
            final Path file = image(size[0], size[1], BufferedImage.TYPE_INT_RGB, 0);
            final IOException e = assertThrows(IOException.class, () -> CANVAS.read(file));
            assertEquals(
                    file + ": expected an image of 28×28 or 32×32 pixels, found " + size[1] + "×" + size[0],
                    e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 60, 68})
    void shouldRefuseADamagedImage(int length) throws IOException {
        final Path file = grey(32, 7, 9);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
        final IOException e = assertThrows(IOException.class, () -> CANVAS.read(file));
        assertTrue(e.getMessage().startsWith(file + ": expected an image, PNG or JPEG, found "), e.getMessage());
        assertThrows(NoSuchFileException.class, () -> CANVAS.read(directory.resolve("none.png")));
    }

    @Test
    void shouldReadTheImagesOfADirectoryByName() throws IOException {
        Files.move(grey(28, 255), directory.resolve("b.PNG"));
        Files.move(grey(28, 0), directory.resolve("a.png"));
        Files.writeString(directory.resolve("c.txt"), "no image");

        final List<Picture> pictures = Pictures.of(directory, CANVAS, 0);

        assertEquals(2, pictures.size());
        assertEquals(1f, pictures.get(1).pixels()[66]);
        assertFalse(pictures.get(1).isLabelled());
        assertEquals(1, Pictures.of(directory, CANVAS, 1).size());
        assertThrows(IllegalArgumentException.class, () -> Pictures.of(directory, CANVAS, 3));
        final Path empty = Files.createDirectory(directory.resolve("empty"));
        assertTrue(assertThrows(IOException.class, () -> Pictures.of(empty, CANVAS, 0))
                .getMessage()
                .contains("expected images (.png, .jpg, .jpeg), found none"));
    }

    @Test
    void shouldTakeTheMeanOfASet() {
        final byte[] pixels = new byte[2 * 784];
        pixels[0] = (byte) 255;
        pixels[784] = (byte) 51;
        final ImageSet set = new ImageSet("two", 28, 28, 10, pixels, new byte[2]);

        final float[] mean = Pictures.mean(set, CANVAS);

        assertEquals(0.2f, mean[2 * 32 + 2], TOLERANCE); // (255 + 51)/2 = 153 = 0.6 · 255
        assertEquals(-1f, mean[0]);
        assertEquals(-1f, mean[2 * 32 + 3]);
        assertEquals(2, Pictures.of(set, CANVAS, 0).size());
        assertThrows(IllegalArgumentException.class, () -> Pictures.of(set, CANVAS, 3));
        assertEquals(
                List.of("two 1"),
                Pictures.last(set, CANVAS, 1).stream().map(Picture::name).toList());
        assertEquals(List.of(), Pictures.last(set, CANVAS, 0));
        assertEquals(
                "hold-out: expected at most the 2 of two, found 3",
                assertThrows(IllegalArgumentException.class, () -> Pictures.last(set, CANVAS, 3))
                        .getMessage());
    }

    // ---- holes

    @Test
    void shouldCutAndFillARectangle() {
        final HoleMask hole = HoleMask.of(CANVAS, new Hole(3, 4, 2, 5));
        final float[] picture = new float[1024];
        final float[] paint = new float[1024];
        Arrays.fill(paint, 0.5f);

        final float[] cut = hole.cut(picture);
        final float[] filled = hole.fill(picture, paint);

        assertEquals(10, hole.size());
        for (int i = 0; i < 1024; i++) {
            final boolean isInside = i / 32 >= 3 && i / 32 < 5 && i % 32 >= 4 && i % 32 < 9;
            assertEquals(isInside, hole.contains(i));
            assertEquals(isInside ? -1f : 0f, cut[i]);
            assertEquals(isInside ? 0.5f : 0f, filled[i]);
        }
        assertEquals(0.25, hole.meanSquaredError(picture, paint));
        assertEquals(0, hole.meanSquaredError(filled, paint));
    }

    @Test
    void shouldHavePrimesHole() {
        final HoleMask hole = HoleMask.of(CANVAS, Hole.prime());
        assertEquals(64, hole.size());
        assertTrue(hole.contains(12 * 32 + 12) && hole.contains(19 * 32 + 19));
        assertFalse(hole.contains(11 * 32 + 12) || hole.contains(12 * 32 + 20));
    }

    @Test
    void shouldTakeWhiteForTheHole() throws IOException {
        final HoleMask hole = HoleMask.ofMask(CANVAS, grey(28, 255, 127, 128, 0));
        assertEquals(2, hole.size());
        assertTrue(hole.contains(2 * 32 + 2) && hole.contains(2 * 32 + 4));
    }

    @Test
    void shouldRefuseMasksOfAnotherShapeOrWithoutAHole() throws IOException {
        final Path large = image(64, 64, BufferedImage.TYPE_INT_RGB, 0xffffff);
        assertEquals(
                large + ": expected a mask of 28×28 or 32×32 pixels, found 64×64",
                assertThrows(IOException.class, () -> HoleMask.ofMask(CANVAS, large))
                        .getMessage());
        final Path black = image(32, 32, BufferedImage.TYPE_INT_RGB, 0);
        assertEquals(
                black + ": expected a hole of at least 1 pixel, found none (white is the hole)",
                assertThrows(IOException.class, () -> HoleMask.ofMask(CANVAS, black))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1,0,1,1", "0,0,0,1", "0,0,1,0", "25,0,8,8", "0,25,8,8", "0,0,33,1", "2147483647,0,1,1"})
    void shouldRefuseRectanglesOutside(String numbers) {
        final int[] n =
                Arrays.stream(numbers.split(",")).mapToInt(Integer::parseInt).toArray();
        assertThrows(IllegalArgumentException.class, () -> HoleMask.of(CANVAS, new Hole(n[0], n[1], n[2], n[3])));
    }

    // ---- grids

    @Test
    void shouldDrawRowsOfPictures() {
        final float[] white = new float[1024];
        Arrays.fill(white, 1);
        final float[] black = new float[1024];
        Arrays.fill(black, -1);

        final BufferedImage grid = PictureGrid.draw(CANVAS, List.of(List.of(white, black), List.of(black, white)), 2);

        assertEquals(4 + 2 * (64 + 4), grid.getWidth());
        assertEquals(4 + 2 * (64 + 4), grid.getHeight());
        assertEquals(0xffffffff, grid.getRGB(4, 4));
        assertEquals(0xff000000, grid.getRGB(4 + 68, 4));
        assertEquals(0xffffffff, grid.getRGB(4 + 68 + 63, 4 + 68 + 63));
        assertEquals(0xff6080a0, grid.getRGB(4 + 64, 4));
        assertThrows(
                IllegalArgumentException.class, () -> PictureGrid.draw(CANVAS, List.of(List.of(white), List.of()), 1));
    }
}
