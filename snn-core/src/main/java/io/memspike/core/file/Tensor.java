package io.memspike.core.file;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * One tensor of a {@link SafetensorsFile}: elements in row-major order, read from the mapped file on demand. Immutable,
 * safe for any number of threads.
 */
public final class Tensor {
    private static final int BLOCK = 1 << 24; // bytes converted at a time; a multiple of every element size

    private final Object file;
    private final TensorInfo info;
    private final MappedBytes bytes;
    private final long start;
    private final long elements;

    Tensor(Object file, TensorInfo info, MappedBytes bytes, long dataStart) {
        this.file = file;
        this.info = info;
        this.bytes = bytes;
        start = dataStart + info.begin();
        elements = TensorInfo.elements(info.shape());
    }

    /** Its name in the file. */
    public String name() {
        return info.name();
    }

    /** Its element type. */
    public TensorType type() {
        return info.type();
    }

    /** Its extents; a copy, empty for a scalar. */
    public long[] shape() {
        return info.shape().clone();
    }

    /** Number of elements. */
    public long elements() {
        return elements;
    }

    /** Number of bytes. */
    public long byteLength() {
        return info.end() - info.begin();
    }

    /**
     * All elements of a floating-point tensor: F32, F64 (rounded), F16 or BF16.
     *
     * @throws FileFormatException if it is of another type or has 2^31 elements or more
     */
    public float[] floats() throws FileFormatException {
        if (!type().isFloat()) {
            throw refuse("a floating-point type", type());
        }
        final float[] values = new float[length()];
        int at = 0;
        for (long offset = 0; offset < byteLength(); offset += BLOCK) {
            final ByteBuffer block = block(offset);
            switch (type()) {
                case F32 -> {
                    final int count = block.remaining() / Float.BYTES;
                    block.asFloatBuffer().get(values, at, count);
                    at += count;
                }
                case F64 -> {
                    while (block.hasRemaining()) {
                        values[at++] = (float) block.getDouble();
                    }
                }
                case F16 -> {
                    while (block.hasRemaining()) {
                        values[at++] = halfToFloat(block.getShort());
                    }
                }
                default -> {
                    while (block.hasRemaining()) {
                        values[at++] = Float.intBitsToFloat(block.getShort() << Short.SIZE);
                    }
                }
            }
        }
        return values;
    }

    /**
     * All elements of an integer tensor, widened; BOOL gives 0 or 1.
     *
     * @throws FileFormatException if it is of another type, has 2^31 elements or more, or a U64 of 2^63 or more
     */
    public long[] longs() throws FileFormatException {
        if (type().isFloat()) {
            throw refuse("an integer type", type());
        }
        final long[] values = new long[length()];
        int at = 0;
        for (long offset = 0; offset < byteLength(); offset += BLOCK) {
            final ByteBuffer block = block(offset);
            while (block.hasRemaining()) {
                final long value = next(block);
                if (type() == TensorType.U64 && value < 0) {
                    throw refuse("element " + at + " below 2^63", Long.toUnsignedString(value));
                }
                values[at++] = value;
            }
        }
        return values;
    }

    private long next(ByteBuffer block) {
        return switch (type()) {
            case BOOL, U8 -> block.get() & 0xff;
            case I8 -> block.get();
            case U16 -> block.getShort() & 0xffff;
            case I16 -> block.getShort();
            case U32 -> block.getInt() & 0xffff_ffffL;
            case I32 -> block.getInt();
            default -> block.getLong();
        };
    }

    /**
     * All bytes, whatever the type, as they stand in the file.
     *
     * @throws FileFormatException if there are 2^31 bytes or more
     */
    public byte[] bytes() throws FileFormatException {
        if (byteLength() > Integer.MAX_VALUE - 8) {
            throw refuse("fewer than 2^31 bytes for one array", byteLength());
        }
        final byte[] values = new byte[(int) byteLength()];
        bytes.copy(start, values, 0, values.length);
        return values;
    }

    /** Copies {@code count} bytes from {@code offset} on to the start of {@code into}. */
    public void copy(long offset, byte[] into, int count) {
        Objects.checkFromIndexSize(offset, (long) count, byteLength());
        bytes.copy(start + offset, into, 0, count);
    }

    /** Part of the bytes, read-only and little-endian: a view without copying for nearly every range. */
    public ByteBuffer slice(long offset, int length) {
        Objects.checkFromIndexSize(offset, length, byteLength());
        return bytes.slice(start + offset, length);
    }

    private ByteBuffer block(long offset) {
        return slice(offset, (int) Math.min(BLOCK, byteLength() - offset));
    }

    private int length() throws FileFormatException {
        if (elements > Integer.MAX_VALUE - 8) {
            throw refuse("fewer than 2^31 elements for one array", elements);
        }
        return (int) elements;
    }

    private static float halfToFloat(short half) {
        final int exponent = half >> 10 & 0x1f;
        final int fraction = half & 0x3ff;
        final float magnitude;
        if (exponent == 0x1f) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = fraction * 0x1p-24f;
        } else {
            magnitude = Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
        }
        return half < 0 ? -magnitude : magnitude;
    }

    private FileFormatException refuse(Object expected, Object found) {
        return new FileFormatException(file, "tensor " + name(), expected, found);
    }

    /** Name, type and shape. */
    @Override
    public String toString() {
        return name() + " " + TensorInfo.describe(type(), info.shape());
    }
}
