package io.memspike.datasets.format.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A BMP file is read; one that wraps another picture, for which a decoder makes as much room as a header says, is refused. */
class ImageFileTest {
    private static final int COMPRESSION = 30;

    @TempDir
    private Path directory;

    private Path bmp(int compression) throws IOException {
        final Path file = directory.resolve("picture.bmp");
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "bmp", file.toFile());
        final byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(COMPRESSION, compression);
        return Files.write(file, bytes);
    }

    private static BufferedImage read(Path file) throws IOException {
        return new ImageFile(file, "an image").read((height, width) -> {});
    }

    @Test
    void shouldReadPixels() throws IOException {
        final BufferedImage image = read(bmp(0));

        assertEquals(3, image.getWidth());
        assertEquals(2, image.getHeight());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void shouldRefuseOneThatWrapsAnother(int compression) throws IOException {
        final Path file = bmp(compression);

        final IOException refusal = assertThrows(IOException.class, () -> read(file));

        assertEquals(file + ": expected an image, found a BMP file that wraps another one", refusal.getMessage());
    }
}
