package io.memspike.datasets.format.internal;

import io.memspike.core.file.internal.InputFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * An image file in any format that Java reads: PNG, JPEG, TIFF, GIF, BMP. One that is damaged or cut short is refused, as is
 * one that holds several pictures.
 *
 * @param file where it lies
 * @param kind what it should be, for messages: {@code an image, PNG or JPEG}
 */
public record ImageFile(Path file, String kind) {
    private static final long MOST_BYTES = 1L << 30;
    private static final int SEVERAL = -1; // pictures, not counted
    private static final int BMP_HEADER = 14; // where a BMP file has biSize, and biCompression
    private static final int BMP_COMPRESSION = 30;
    private static final int BMP_INFO = 40; // bytes of BITMAPINFOHEADER, and more of later ones
    private static final int BMP_JPEG = 4; // BI_JPEG, BI_PNG
    private static final int BMP_PNG = 5;

    /** Who refuses a size. */
    @FunctionalInterface
    public interface Sizes {
        /** Looks at a size before anything is decoded: a few bytes may claim gigabytes of pixels. */
        void require(int height, int width) throws IOException;
    }

    /**
     * Reads it.
     *
     * @param sizes refuses sizes that are not wanted
     * @throws IOException where it cannot be read, is no image, a damaged one, or of a size that is refused; the message
     *     names it
     */
    public BufferedImage read(Sizes sizes) throws IOException {
        InputFile.requireFile(file, kind);
        if (Files.size(file) > MOST_BYTES) {
            throw refusal("a file of " + Files.size(file) + " bytes", null);
        }
        final byte[] bytes = Files.readAllBytes(file);
        if (isWrapping(bytes)) {
            throw refusal("a BMP file that wraps another one", null);
        }
        try (ImageInputStream in = new Bytes(bytes)) {
            final Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw refusal("another kind of file", null);
            }
            final ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                return read(reader, bytes, sizes);
            } finally {
                reader.dispose();
            }
        }
    }

    private BufferedImage read(ImageReader reader, byte[] bytes, Sizes sizes) throws IOException {
        final int pictures;
        final int height;
        final int width;
        try {
            pictures = pictures(reader);
            height = reader.getHeight(0);
            width = reader.getWidth(0);
        } catch (IOException | RuntimeException e) { // a damaged file makes some decoders throw what they like
            throw refusal("one that is damaged", e);
        }
        sizes.require(height, width);
        if (pictures != 1) {
            throw refusal("one of " + (pictures == SEVERAL ? "several" : pictures) + " pictures", null);
        }
        final BufferedImage image;
        try {
            image = reader.read(0);
        } catch (IOException | RuntimeException e) {
            throw refusal("one that is damaged", e);
        }
        if (isCutShort(bytes)) {
            throw refusal("one that is cut short", null);
        }
        return image;
    }

    /** How many there are; of a TIFF file, whose directories may go round in a ring, one or {@link #SEVERAL}. */
    private static int pictures(ImageReader reader) throws IOException {
        switch (reader.getFormatName().toUpperCase(Locale.ROOT)) {
            case "JPEG": // cameras hide previews
                return 1;
            case "TIF":
            case "TIFF":
                try {
                    reader.getWidth(1);
                    return SEVERAL;
                } catch (IndexOutOfBoundsException e) {
                    return 1;
                }
            default:
                return reader.getNumImages(true);
        }
    }

    /** A file's bytes, as a stream that knows their number: decoders of TIFF hold it against what they are told to make room for. */
    private static final class Bytes extends MemoryCacheImageInputStream {
        private final long length;

        Bytes(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
            length = bytes.length;
        }

        @Override
        public long length() {
            return length;
        }
    }

    private IOException refusal(String found, Exception cause) {
        return new IOException(file + ": expected " + kind + ", found " + found, cause);
    }

    /** Whether a BMP file wraps a JPEG or PNG, for which its decoder makes as much room as the header says, unseen by any limit. */
    private static boolean isWrapping(byte[] bytes) {
        final ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < BMP_COMPRESSION + Integer.BYTES || bytes[0] != 'B' || bytes[1] != 'M') {
            return false;
        }
        final boolean hasCompression = header.getInt(BMP_HEADER) >= BMP_INFO; // OS/2's older header has none
        final int compression = header.getInt(BMP_COMPRESSION);
        return hasCompression && (compression == BMP_JPEG || compression == BMP_PNG);
    }

    /** Whether the mark is missing that every PNG, JPEG and GIF file ends with: decoders make do with what there is. */
    private static boolean isCutShort(byte[] bytes) {
        final String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.startsWith("\u0089PNG") && !text.contains("IEND")
                || text.startsWith("\u00ff\u00d8") && !text.contains("\u00ff\u00d9")
                || text.startsWith("GIF8") && !text.stripTrailing().endsWith(";");
    }
}
