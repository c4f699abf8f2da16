package io.memspike.datasets.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.datasets.Split;
import io.memspike.testing.Outside;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VesselImagesTest {
    private static final int HEIGHT = 24;
    private static final int WIDTH = 17;

    @TempDir
    Path directory;

    private static BufferedImage eye(int type) {
        final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, 0xff000000 | (5 * y + 7 * x) * 0x010101);
            }
        }
        return image;
    }

    /** White where the row is below {@code from}, but for the first column. */
    private static BufferedImage mask(int from, int white) {
        final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = from; y < HEIGHT; y++) {
            for (int x = 1; x < WIDTH; x++) {
                image.getRaster().setSample(x, y, 0, white);
            }
        }
        return image;
    }

    private Path write(BufferedImage image, String name) throws IOException {
        final Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        final String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        assertTrue(ImageIO.write(image, ending.equals("tif") ? "tiff" : ending, file.toFile()), name);
        return file;
    }

    private void writeTiff(BufferedImage image, String name, String compression) throws IOException {
        final ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        final ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionType(compression);
        try (ImageOutputStream out =
                ImageIO.createImageOutputStream(directory.resolve(name).toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
    }

    private void drive(String part, int number) throws IOException {
        final String name = number + "_" + part;
        write(eye(BufferedImage.TYPE_INT_RGB), part + "/images/" + name + ".tif");
        write(mask(12, 255), part + "/1st_manual/" + number + "_manual1.gif");
        write(mask(0, 255), part + "/mask/" + name + "_mask.gif");
    }

    private void plain(String name) throws IOException {
        write(eye(BufferedImage.TYPE_INT_RGB), "images/" + name + ".png");
        write(mask(12, 255), "vessels/" + name + ".png");
        write(mask(0, 255), "fov/" + name + ".png");
    }

    private static List<String> names(List<AnnotatedImage> images) {
        return images.stream().map(AnnotatedImage::name).toList();
    }

    @Test
    void shouldReadDriveAsItComes() throws IOException {
        drive("training", 22);
        drive("training", 21);
        drive("test", 1);
        Files.writeString(directory.resolve("training/images/Thumbs.db"), "no image");
        final List<AnnotatedImage> training = VesselImages.open(directory, Split.TRAIN);

        assertEquals(List.of("21_training", "22_training"), names(training));
        assertEquals(List.of("1_test"), names(VesselImages.open(directory, Split.TEST)));
        assertEquals(
                directory + ": expected images, or which part of the set is meant, train or test, found its parts",
                assertThrows(IOException.class, () -> VesselImages.open(directory))
                        .getMessage());
        final AnnotatedImage image = training.get(0);
        assertEquals(HEIGHT, image.height());
        assertEquals(WIDTH, image.width());
        assertEquals(directory.resolve("training/images/21_training.tif"), image.file());
        for (int i = 0; i < HEIGHT * WIDTH; i++) {
            final int expected = i % WIDTH == 0 ? -1 : i / WIDTH < 12 ? 0 : 1;
            assertEquals(expected, image.target(i), "pixel " + i);
        }
    }

    @Test
    void shouldTellHrfsPartsByItsNumbers() throws IOException {
        for (final String name : List.of("01_dr", "05_h", "06_dr", "07_g")) {
            write(eye(BufferedImage.TYPE_INT_RGB), "images/" + name + ".JPG");
            write(mask(12, 255), "manual1/" + name + ".tif");
            write(mask(0, 255), "mask/" + name + "_mask.tif");
        }
        assertEquals(List.of("01_dr", "05_h"), names(VesselImages.open(directory, Split.TRAIN)));
        assertEquals(List.of("06_dr", "07_g"), names(VesselImages.open(directory, Split.TEST)));
    }

    @Test
    void shouldTestWithTheLastFifthOfOthers() throws IOException {
        for (final String name : List.of("a", "b", "c", "d", "e", "f")) {
            plain(name);
        }
        assertEquals(List.of("a", "b", "c", "d", "e"), names(VesselImages.open(directory, Split.TRAIN)));
        assertEquals(List.of("f"), names(VesselImages.open(directory, Split.TEST)));
        assertEquals(6, VesselImages.open(directory).size());
    }

    @Test
    void shouldReadImagesThatNobodyHasAnnotated() throws IOException {
        write(eye(BufferedImage.TYPE_INT_RGB), "one.png");
        final AnnotatedImage one = VesselImages.open(directory).get(0);

        assertFalse(one.isAnnotated());
        assertTrue(one.counted()[0]);
        assertEquals(-1, one.target(0));
    }

    /** The same eye in 8 and 16 bits, grey and coloured, looks the same; nothing is bent by a gamma curve. */
    @Test
    void shouldSeeTheSameAtAnyDepth() throws IOException {
        final BufferedImage deep = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_GRAY);
        final BufferedImage grey = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        final BufferedImage opaque = eye(BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                deep.getRaster().setSample(x, y, 0, 257 * (5 * y + 7 * x));
                grey.getRaster().setSample(x, y, 0, 5 * y + 7 * x);
            }
        }
        write(eye(BufferedImage.TYPE_INT_RGB), "a.png");
        write(deep, "b.png");
        write(deep, "c.tif");
        write(grey, "d.png");
        write(grey, "e.gif");
        write(opaque, "f.png");
        write(eye(BufferedImage.TYPE_3BYTE_BGR), "g.bmp");
        write(eye(BufferedImage.TYPE_3BYTE_BGR), "h.tif");
        writeTiff(eye(BufferedImage.TYPE_INT_RGB), "i.tif", "LZW");
        writeTiff(eye(BufferedImage.TYPE_INT_RGB), "j.tiff", "ZLib");
        final List<AnnotatedImage> images = VesselImages.open(directory);
        assertEquals(10, images.size());
        for (final AnnotatedImage image : images) {
            assertArrayEquals(images.get(0).pixels(), image.pixels(), image.name());
        }
    }

    private void assertRefused(String message) {
        assertEquals(
                directory + message,
                assertThrows(IOException.class, () -> VesselImages.open(directory, Split.TRAIN))
                        .getMessage());
    }

    @Test
    void shouldSayWhatIsMissing() throws IOException {
        assertRefused(": expected a folder images, found none");
        Files.createDirectories(directory.resolve("images"));
        assertRefused("/images: expected images (.png, .tif, .tiff, .jpg, .jpeg, .gif, .bmp), found none");
        write(eye(BufferedImage.TYPE_INT_RGB), "images/7_x.png");
        assertRefused(": expected a folder vessels or manual1 or 1st_manual, found none");
        Files.createDirectories(directory.resolve("1st_manual"));
        assertRefused(": expected a folder fov or mask, found none");
        Files.createDirectories(directory.resolve("mask"));
        assertRefused("/mask: expected one mask 7_x or 7_x_mask or 7_mask, found none");
        write(mask(0, 255), "mask/7_x.png");
        assertRefused("/1st_manual: expected one mask 7_x or 7_x_manual1 or 7_manual1, found none");
        write(mask(9, 255), "1st_manual/7_manual1.gif");
        assertEquals(1, VesselImages.open(directory, Split.TRAIN).size());
        assertEquals(
                directory + ": expected images for the test split, found none",
                assertThrows(IOException.class, () -> VesselImages.open(directory, Split.TEST))
                        .getMessage());
        write(mask(9, 255), "1st_manual/7_x.png");
        assertRefused(
                "/1st_manual: expected one mask 7_x or 7_x_manual1 or 7_manual1, found 7_manual1.gif and 7_x.png");
        Files.delete(directory.resolve("1st_manual/7_x.png"));
        write(eye(BufferedImage.TYPE_INT_RGB), "images/7_x.tif");
        assertRefused("/images: expected one image 7_x, found 7_x.png and 7_x.tif");
        Files.createDirectories(directory.resolve("test"));
        assertRefused(": expected a folder training or train, found none");
    }

    @Test
    void shouldRefuseMasksThatDoNotFit() throws IOException {
        plain("a");
        write(new BufferedImage(WIDTH, HEIGHT - 1, BufferedImage.TYPE_BYTE_GRAY), "fov/a.png");
        assertRefused("/fov/a.png: size: expected 24×17 pixels, as a.png has, found 23×17");
        write(mask(0, 1), "fov/a.png");
        assertRefused("/fov/a.png: mask: expected white (255) on black, found nothing brighter than 1");
        write(mask(0, 0), "fov/a.png");
        assertRefused("/fov/a.png: mask: expected white (255) on black, found nothing brighter than 0");
        write(mask(0, 255), "fov/a.png");
        write(mask(0, 1), "vessels/a.png");
        assertRefused("/vessels/a.png: mask: expected white (255) on black, found nothing brighter than 1");
        write(mask(0, 0), "vessels/a.png"); // an eye without vessels
        assertEquals(0, VesselImages.open(directory, Split.TRAIN).get(0).target(5));
    }

    @Test
    void shouldRefuseImagesThatShowNothing() throws IOException {
        plain("a");
        write(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB), "images/a.png");
        assertRefused("/images/a.png: expected an image of several greys, found one");
        final BufferedImage glass = eye(BufferedImage.TYPE_INT_ARGB);
        glass.setRGB(3, 3, 0x80ffffff);
        write(glass, "images/a.png");
        assertRefused("/images/a.png: expected pixels that nothing shines through, found transparent ones");
        Files.writeString(directory.resolve("images/a.png"), "no image");
        assertRefused("/images/a.png: expected an image, PNG, TIFF, JPEG or GIF, found another kind of file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.tif", "a.jpg", "a.gif", "a.bmp"})
    void shouldRefuseAnImageThatIsCutShort(String name) throws IOException {
        final Path file = write(eye(BufferedImage.TYPE_INT_RGB), name);
        final byte[] sound = Files.readAllBytes(file);
        assertEquals(1, VesselImages.open(directory).size());
        for (int length = 0; length < sound.length; length += Math.max(1, sound.length / 60)) {
            Files.write(file, Arrays.copyOf(sound, length));
            final String what = name + " cut to " + length + " of " + sound.length;
            final String message = assertThrows(IOException.class, () -> VesselImages.open(directory), what)
                    .getMessage();
            assertTrue(message.startsWith(file + ": expected an image, PNG, TIFF, JPEG or GIF, found "), message);
        }
    }

    /** Check sums of what OpenCV and NumPy make of the pictures, z-scores over the training set in between, and their counts. */
    @ParameterizedTest
    @CsvSource({
        "TRAIN, 15, 01_dr, 556087023, 26720, 429171, 05_h, 3280778242, 47641, 429080",
        "TEST, 5, 06_dr, 1739856417, 40500, 429185, 07_g, 2328586000, 34636, 429149"
    })
    void shouldReadRealEyes(
            Split split,
            int count,
            String first,
            long firstSum,
            int firstVessels,
            int firstCounted,
            String last,
            long lastSum,
            int lastVessels,
            int lastCounted)
            throws IOException {
        final List<AnnotatedImage> images = VesselImages.open(Outside.file("data/vessels/hrf-quarter"), split);

        assertEquals(count, images.size());
        assertEquals(first, images.get(0).name());
        assertEquals(last, images.get(count - 1).name());
        for (final AnnotatedImage image : images) {
            assertEquals(584, image.height());
            assertEquals(876, image.width());
        }
        assertSeen(images.get(0), firstSum, firstVessels, firstCounted);
        assertSeen(images.get(count - 1), lastSum, lastVessels, lastCounted);
    }

    private static void assertSeen(AnnotatedImage image, long sum, int vessels, int counted) {
        final CRC32 found = new CRC32();
        found.update(image.pixels());
        int inside = 0;
        int positive = 0;
        for (int i = 0; i < image.pixels().length; i++) {
            inside += image.target(i) >= 0 ? 1 : 0;
            positive += image.target(i) == 1 ? 1 : 0;
        }
        assertEquals(sum, found.getValue());
        assertEquals(vessels, positive);
        assertEquals(counted, inside);
    }
}
