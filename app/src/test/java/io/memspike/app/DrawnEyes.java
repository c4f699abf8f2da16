package io.memspike.app;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Eyes with dark lines, which are their vessels; four columns on the left are out of view. */
final class DrawnEyes {
    static final int HEIGHT = 40;
    static final int WIDTH = 30;

    private DrawnEyes() {}

    /** Draws an eye of some name; {@code shift} moves its lines. */
    static void write(Path directory, String name, int shift) throws IOException {
        final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        final BufferedImage vessels = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        final BufferedImage view = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                final boolean isVessel = (x + y + shift) % 8 == 0;
                image.setRGB(x, y, (isVessel ? 20 : 150 + (7 * x + 3 * y) % 50) * 0x010101);
                vessels.getRaster().setSample(x, y, 0, isVessel ? 255 : 0);
                view.getRaster().setSample(x, y, 0, x > 3 ? 255 : 0);
            }
        }
        png(image, directory.resolve("images/" + name + ".png"));
        png(vessels, directory.resolve("vessels/" + name + ".png"));
        png(view, directory.resolve("fov/" + name + ".png"));
    }

    /** Five of them, a to e, of which all but the last are for training. */
    static void writeFive(Path directory) throws IOException {
        for (final String name : List.of("a", "b", "c", "d", "e")) {
            write(directory, name, name.charAt(0));
        }
    }

    /** Says of an eye that none of its lines is a vessel. */
    static void writeNoVessels(Path directory, String name) throws IOException {
        png(
                new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY),
                directory.resolve("vessels/" + name + ".png"));
    }

    private static void png(BufferedImage image, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }
}
