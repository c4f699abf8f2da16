package io.memspike.tasks.record;

import io.memspike.core.file.internal.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * An array being written as NumPy's file format, version 1.0 (numpy.lib.format in NumPy's reference), row by row, each row
 * an entry of the first extent:
 *
 * <pre>
 *   0x93 N U M P Y | 1 | 0 | length of the header, 2 bytes | header, padded so that elements begin at a multiple of 64
 *   elements in row-major order, little-endian
 * </pre>
 *
 * Rows may be written by any thread and in any order: their places follow from the shape.
 */
final class NpyFile implements AutoCloseable {
    private static final int ALIGNMENT = 64;
    private static final int LEAD = 10; // magic, version, length
    private static final int MOST_HEADER = 0xffff;

    private final Path path;
    private final FileChannel channel;
    private final long begin;
    private final long rows;
    private final long rowBytes;
    private final AtomicLong written = new AtomicLong();

    /** Types of elements. */
    public enum Type {
        /** Bytes without sign. */
        U8("|u1", Byte.BYTES),
        /** Single precision. */
        F32("<f4", Float.BYTES),
        /** Whole numbers of 64 bits. */
        I64("<i8", Long.BYTES);

        private final String descriptor;
        private final int bytes;

        Type(String descriptor, int bytes) {
            this.descriptor = descriptor;
            this.bytes = bytes;
        }

        /** Bytes of an element. */
        public int bytes() {
            return bytes;
        }
    }

    private NpyFile(Path path, FileChannel channel, long begin, long rows, long rowBytes) {
        this.path = path;
        this.channel = channel;
        this.begin = begin;
        this.rows = rows;
        this.rowBytes = rowBytes;
    }

    /**
     * Begins a file.
     *
     * @param path its name; no such file may be there
     * @param type of its elements
     * @param shape extents, at least one
     * @throws IOException where it cannot be made
     */
    public static NpyFile create(Path path, Type type, long... shape) throws IOException {
        if (shape.length == 0 || Arrays.stream(shape).anyMatch(extent -> extent < 1)) {
            throw new IllegalArgumentException(
                    path + ": expected extents of at least 1, found " + Arrays.toString(shape));
        }
        long rowBytes = type.bytes;
        for (int i = 1; i < shape.length; i++) {
            rowBytes = Math.multiplyExact(rowBytes, shape[i]);
        }
        final byte[] header = header(type, shape);
        final FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        final NpyFile file = new NpyFile(path, channel, header.length, shape[0], rowBytes);
        try {
            file.put(ByteBuffer.wrap(header), 0);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return file;
    }

    /** What stands before the elements. */
    static byte[] header(Type type, long... shape) {
        final String extents = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
        final String dictionary = "{'descr': '" + type.descriptor + "', 'fortran_order': False, 'shape': (" + extents
                + (shape.length == 1 ? ",), }" : "), }");
        final int size = (LEAD + dictionary.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (size - LEAD > MOST_HEADER) {
            throw new IllegalArgumentException("npy: expected fewer extents, found " + shape.length);
        }
        final byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) ' ');
        final ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        header.put((byte) 1).put((byte) 0).putShort((short) (size - LEAD));
        header.put(dictionary.getBytes(StandardCharsets.US_ASCII));
        bytes[size - 1] = '\n';
        return bytes;
    }

    /**
     * Writes a row at its place.
     *
     * @param row its number, from 0
     * @param elements little-endian, as many as a row has. Read to their limit.
     */
    public void write(long row, ByteBuffer elements) throws IOException {
        if (row < 0 || row >= rows || elements.remaining() != rowBytes) {
            throw new IllegalArgumentException(path + ": expected one of " + rows + " rows of " + rowBytes
                    + " bytes, found row " + row + " of " + elements.remaining());
        }
        put(elements, begin + row * rowBytes);
        written.incrementAndGet();
    }

    private void put(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        try {
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        } catch (IOException e) {
            throw AtomicFile.unwritten(path, e);
        }
    }

    /**
     * Forces a file with all its rows to disk.
     *
     * @throws IOException where that fails, or rows are missing
     */
    public void finish() throws IOException {
        if (written.get() != rows) {
            throw new IOException(path + ": expected " + rows + " rows, found " + written.get());
        }
        try {
            channel.force(true);
        } catch (IOException e) {
            throw AtomicFile.unwritten(path, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
