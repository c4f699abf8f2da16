package io.memspike.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Arrays of floats as NPY. */
final class NpyFloats {
    private NpyFloats() {}

    /** Writes elements of 4 bytes, little-endian, under a head of extents as in {@code "2, 3"}. */
    static Path write(Path file, String extents, byte[] elements) throws IOException {
        final byte[] header = ("{'descr': '<f4', 'fortran_order': False, 'shape': (" + extents + "), }\n")
                .getBytes(StandardCharsets.US_ASCII);
        final ByteBuffer npy =
                ByteBuffer.allocate(10 + header.length + elements.length).order(ByteOrder.LITTLE_ENDIAN);
        npy.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        npy.put((byte) 1).put((byte) 0).putShort((short) header.length);
        return Files.write(file, npy.put(header).put(elements).array());
    }
}
