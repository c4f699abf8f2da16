package io.memspike.datasets.format.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.testing.AnyBytes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures are read; those for which a decoder would make as much room as a few bytes claim are refused before it does. */
class ImageFileTest {
    private static final int COMPRESSION = 30;
    private static final int ENTRY = 12; // bytes of one in a directory of TIFF
    private static final short STRIP_BYTE_COUNTS = 279;
    private static final short LONG = 4;

    @TempDir
    private Path directory;

    private Path bmp(int compression) throws IOException {
        final Path file = directory.resolve("picture.bmp");
        ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "bmp", file.toFile());
        final byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(COMPRESSION, compression);
        return Files.write(file, bytes);
    }

    /** A compressed one whose strip claims that many bytes. */
    private Path tiff(String compression, int claimed) throws IOException {
        final ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        final ImageWriteParam packing = writer.getDefaultWriteParam();
        packing.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        packing.setCompressionType(compression);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream to = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(to);
            writer.write(null, new IIOImage(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), null, null), packing);
        } finally {
            writer.dispose();
        }
        final ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray());
        bytes.order(bytes.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        final int tags = bytes.getInt(4);
        for (int i = 0; i < bytes.getShort(tags); i++) {
            final int entry = tags + 2 + ENTRY * i;
            if (bytes.getShort(entry) == STRIP_BYTE_COUNTS && claimed > 0) {
                bytes.putShort(entry + 2, LONG).putInt(entry + 8, claimed);
            }
        }
        return Files.write(directory.resolve("picture.tiff"), bytes.array());
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
    @ValueSource(strings = {"Deflate", "ZLib", "LZW", "PackBits"})
    void shouldMakeNoRoomForWhatAStripClaims(String compression) throws IOException {
        assertEquals(8, read(tiff(compression, 0)).getWidth());
        final Path file = tiff(compression, 1_000_000_000);

        AnyBytes.requireRoom(file.toString(), () -> {
            final IOException refusal = assertThrows(IOException.class, () -> read(file));

            assertEquals(file + ": expected an image, found one that is damaged", refusal.getMessage());
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void shouldRefuseOneThatWrapsAnother(int compression) throws IOException {
        final Path file = bmp(compression);

        final IOException refusal = assertThrows(IOException.class, () -> read(file));

        assertEquals(file + ": expected an image, found a BMP file that wraps another one", refusal.getMessage());
    }
}
