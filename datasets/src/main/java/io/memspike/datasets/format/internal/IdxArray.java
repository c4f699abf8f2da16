package io.memspike.datasets.format.internal;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.InputFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array of unsigned bytes in the IDX format of MNIST, gzipped or plain: which of the two is seen in the first bytes,
 * not in the name.
 *
 * <pre>
 *   0    1    2        3            4                4 + 4 n
 *   +----+----+--------+------------+----------------+---------+
 *   | 0  | 0  | 0x08   | dimensions | n extents      | data    |
 *   +----+----+--------+------------+----------------+---------+
 *               uint8    n            u32, big-endian  row-major
 * </pre>
 *
 * @param shape extents
 * @param data elements, row-major; not to be modified
 */
public record IdxArray(int[] shape, byte[] data) {
    private static final int UNSIGNED_BYTE = 0x08;
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int GZIP_TRAILER = 8; // bytes: check sum and length

    /** Checks that the data fill the shape. */
    public IdxArray {
        if (size(shape) != data.length) {
            throw new IllegalArgumentException("IDX array: expected data for shape " + Arrays.toString(shape)
                    + ", found " + data.length + " bytes");
        }
    }

    /**
     * Reads a file.
     *
     * @param dimensions how many dimensions it must have
     * @throws FileFormatException if it is not such a file, cut short, or longer than it says
     */
    public static IdxArray read(Path file, int dimensions) throws IOException {
        try (InputStream in = InputFile.open(file, "an IDX file")) {
            return read(file.toString(), in, dimensions);
        }
    }

    /**
     * Reads a stream to its end.
     *
     * @param name named in errors
     * @param in not closed
     * @param dimensions how many dimensions it must have
     * @throws FileFormatException if it does not hold such an array, is cut short, or longer than it says
     */
    public static IdxArray read(String name, InputStream in, int dimensions) throws IOException {
        try {
            final DataInputStream data = new DataInputStream(unzipped(name, in));
            final int[] shape = readShape(name, data, dimensions);
            final long start = Integer.BYTES * (1L + dimensions);
            final byte[] elements = data.readNBytes((int) size(shape));
            if (elements.length < size(shape)) {
                throw new FileFormatException(
                        name,
                        "offset " + (start + elements.length),
                        (start + size(shape)) + " bytes for shape " + Arrays.toString(shape),
                        "the end");
            }
            if (data.read() >= 0) {
                throw new FileFormatException(name, "offset " + (start + size(shape)), "the end", "more bytes");
            }
            return new IdxArray(shape, elements);
        } catch (final ZipException e) {
            throw new FileFormatException(name, "gzip stream", "intact", FileFormatException.reason(e));
        } catch (final EOFException e) {
            throw new FileFormatException(name, "end of file", "a whole IDX array", "a file cut short");
        }
    }

    private static InputStream unzipped(String name, InputStream in) throws IOException {
        final byte[] start = in.readNBytes(2);
        final InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), in);
        final boolean isGzip = start.length == 2 && ((start[0] & 0xff) << 8 | start[1] & 0xff) == GZIP_MAGIC;
        return isGzip ? unzipped(name, whole.readAllBytes()) : new BufferedInputStream(whole);
    }

    /** Java's reader overlooks what follows the compressed data, unless it has all of the file in its buffer. */
    private static InputStream unzipped(String name, byte[] file) throws IOException {
        return new BufferedInputStream(new GZIPInputStream(new ByteArrayInputStream(file), file.length) {
            @Override
            public int read(byte[] into, int from, int count) throws IOException {
                final int read = super.read(into, from, count);
                final int left = inf.getRemaining() - GZIP_TRAILER;
                if (read < 0 && left > 0) {
                    throw new FileFormatException(name, "offset " + (file.length - left), "the end", "more bytes");
                }
                return read;
            }
        });
    }

    private static int[] readShape(String name, DataInputStream data, int dimensions) throws IOException {
        final int expected = UNSIGNED_BYTE << 8 | dimensions;
        final int magic = data.readInt();
        if (magic != expected) {
            throw new FileFormatException(
                    name,
                    "offset 0",
                    String.format("magic 0x%08x (uint8, %d dimensions)", expected, dimensions),
                    String.format("0x%08x", magic));
        }
        final int[] shape = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            shape[i] = data.readInt();
            if (shape[i] < 0) {
                throw new FileFormatException(
                        name,
                        "offset " + Integer.BYTES * (1 + i),
                        "an extent below 2^31",
                        Integer.toUnsignedString(shape[i]));
            }
        }
        if (size(shape) > Integer.MAX_VALUE - 8) {
            throw new FileFormatException(
                    name, "offset 4", "fewer than 2^31 elements", "shape " + Arrays.toString(shape));
        }
        return shape;
    }

    /** Product of the extents; anything too large for an array gives at least 2^31. */
    private static long size(int[] shape) {
        long size = 1;
        for (final int extent : shape) {
            size = Math.min(size, Integer.MAX_VALUE) * extent;
        }
        return size;
    }
}
