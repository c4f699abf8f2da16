package io.memspike.tasks.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file in NumPy's format as a strict reader finds it: its type, its extents and its elements in order. */
record Npy(String type, long[] shape, double[] elements) {
    private static final Pattern HEADER =
            Pattern.compile("\\{'descr': '([<|][a-z]\\d)', 'fortran_order': False, 'shape': \\(([0-9, ]+)\\), \\} *\n");

    static Npy read(Path path) throws IOException {
        final byte[] bytes = Files.readAllBytes(path);
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertArrayEquals(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, Arrays.copyOf(bytes, 8));
        final int begin = 10 + (buffer.getShort(8) & 0xffff);
        assertEquals(0, begin % 64, "elements begin at a multiple of 64");
        final Matcher header = HEADER.matcher(new String(bytes, 10, begin - 10, StandardCharsets.US_ASCII));
        assertTrue(header.matches(), path + ": no header");
        final long[] shape = Arrays.stream(header.group(2).split(", ?"))
                .mapToLong(Long::parseLong)
                .toArray();
        final int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        final double[] elements = new double[size];
        buffer.position(begin);
        for (int i = 0; i < size; i++) {
            elements[i] = switch (header.group(1)) {
                case "|u1" -> buffer.get() & 0xff;
                case "<f4" -> buffer.getFloat();
                case "<i8" -> buffer.getLong();
                default -> throw new AssertionError(header.group(1));
            };
        }
        assertEquals(0, buffer.remaining(), "nothing follows");
        return new Npy(header.group(1), shape, elements);
    }
}
