package io.memspike.datasets.format.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes arrays and archives for tests. */
public final class Npy {
    private Npy() {}

    /** An array as NumPy writes it. */
    public static byte[] array(String type, String shape, long... values) {
        final String dictionary = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        return file(dictionary, type, values);
    }

    static byte[] file(String dictionary, String type, long... values) {
        final int length = (10 + dictionary.length() + 1 + 63) / 64 * 64 - 10; // data begin at a multiple of 64
        final byte[] header = (dictionary + " ".repeat(length - dictionary.length() - 1) + "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        final int width = type.charAt(2) - '0';
        final ByteBuffer bytes =
                ByteBuffer.allocate(10 + length + width * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.ISO_8859_1));
        bytes.put((byte) 1).put((byte) 0).putShort((short) length).put(header);
        for (final long value : values) {
            for (int b = 0; b < width; b++) {
                bytes.put((byte) (value >> 8 * b));
            }
        }
        return bytes.array();
    }

    /** A ZIP archive. */
    public static byte[] zip(Map<String, byte[]> entries) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (final Map.Entry<String, byte[]> entry : entries.entrySet()) {
                final ZipEntry head = new ZipEntry(entry.getKey());
                head.setTime(0);
                zip.putNextEntry(head);
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A ZIP archive in a file. */
    public static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
        return Files.write(file, zip(entries));
    }
}
