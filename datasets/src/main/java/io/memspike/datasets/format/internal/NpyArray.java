package io.memspike.datasets.format.internal;

import io.memspike.core.file.FileFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array of numbers in NumPy's format NPY, version 1.0, row-major and little-endian.
 *
 * <pre>
 *   0           6       8         10                       10 + n
 *   +-----------+-------+---------+------------------------+------+
 *   | 93 "NUMPY"| 01 00 | n, u16  | {'descr': '&lt;i2', …}\n  | data |
 *   +-----------+-------+---------+------------------------+------+
 * </pre>
 *
 * @param type {@code |b1}, {@code |u1}, {@code |i1}, {@code <i2}, {@code <i4}, {@code <i8}, {@code <f4} or {@code <f8}
 * @param shape extents
 * @param data elements as they lie in the file; not to be modified
 */
public record NpyArray(String type, int[] shape, ByteBuffer data) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int PREAMBLE = 10;
    private static final List<String> TYPES = List.of("|b1", "|u1", "|i1", "<i2", "<i4", "<i8", "<f4", "<f8");
    private static final Pattern HEADER = Pattern.compile("\\{'descr': '([^']*)', 'fortran_order': (True|False),"
            + " 'shape': \\(((?:\\d{1,10}, )*+(?:\\d{1,10},?)?)\\), \\} *\n");

    /**
     * Reads an array.
     *
     * @param name named in errors
     * @param bytes the whole file
     * @throws FileFormatException where it is none, of other numbers, cut short, or longer than it says
     */
    public static NpyArray read(String name, byte[] bytes) throws FileFormatException {
        if (bytes.length < PREAMBLE || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new FileFormatException(name, "offset 0", "an NPY array, version 1.0", "other bytes");
        }
        final ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        final int start = PREAMBLE + (all.getShort(MAGIC.length) & 0xffff);
        if (start > bytes.length) {
            throw new FileFormatException(name, "offset 8", "a header within the file", (start - PREAMBLE) + " bytes");
        }
        final String header = new String(bytes, PREAMBLE, start - PREAMBLE, StandardCharsets.ISO_8859_1);
        final Matcher fields = HEADER.matcher(header);
        if (!fields.matches()) {
            throw new FileFormatException(
                    name, "header", "{'descr': '…', 'fortran_order': …, 'shape': (…), }", header.strip());
        }
        if (!TYPES.contains(fields.group(1))) {
            throw new FileFormatException(name, "header: descr", "one of " + String.join(", ", TYPES), fields.group(1));
        }
        if (fields.group(2).equals("True")) {
            throw new FileFormatException(name, "header: fortran_order", "False", "True");
        }
        final int[] shape = shape(name, fields.group(3));
        final long size = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> Math.min(a * b, Integer.MAX_VALUE))
                * (fields.group(1).charAt(2) - '0');
        if (bytes.length - start != size) {
            throw new FileFormatException(
                    name,
                    "offset " + start,
                    size + " bytes for " + fields.group(1) + " " + Arrays.toString(shape),
                    bytes.length - start);
        }
        return new NpyArray(fields.group(1), shape, all.slice(start, (int) size).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static int[] shape(String name, String text) throws FileFormatException {
        final String[] parts = text.isEmpty() ? new String[0] : text.split(",\\s*");
        final int[] shape = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            final long extent = Long.parseLong(parts[i]);
            if (extent > Integer.MAX_VALUE) {
                throw new FileFormatException(name, "header: shape", "extents below 2^31", extent);
            }
            shape[i] = (int) extent;
        }
        return shape;
    }

    /**
     * Refuses another type or number of dimensions.
     *
     * @param name named in errors
     */
    public NpyArray require(String name, String expected, int dimensions) throws FileFormatException {
        if (!type.equals(expected) || shape.length != dimensions) {
            throw new FileFormatException(
                    name,
                    "header",
                    expected + " of " + dimensions + " dimensions",
                    type + " " + Arrays.toString(shape));
        }
        return this;
    }

    /** Element {@code i}, row-major, of an array of whole numbers. */
    public long at(int i) {
        return switch (type) {
            case "|b1" -> data.get(i) != 0 ? 1 : 0;
            case "|u1" -> data.get(i) & 0xff;
            case "|i1" -> data.get(i);
            case "<i2" -> data.getShort(Short.BYTES * i);
            case "<i4" -> data.getInt(Integer.BYTES * i);
            case "<i8" -> data.getLong(Long.BYTES * i);
            default -> throw new IllegalStateException(type + " holds no whole numbers");
        };
    }

    /** Element {@code i}, row-major, of any array. */
    public double number(int i) {
        return switch (type) {
            case "<f4" -> data.getFloat(Float.BYTES * i);
            case "<f8" -> data.getDouble(Double.BYTES * i);
            default -> at(i);
        };
    }
}
