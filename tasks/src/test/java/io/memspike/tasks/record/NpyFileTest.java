package io.memspike.tasks.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyFileTest {
    @TempDir
    private Path directory;

    private static ByteBuffer floats(float... values) {
        final ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (final float value : values) {
            bytes.putFloat(value);
        }
        return bytes.flip();
    }

    /** What {@code numpy.save} of NumPy 2.4 writes for the array [[1, 2, 3], [4, 5, 6]] of float32. */
    @Test
    void shouldWriteTheBytesOfNumpy() throws IOException {
        final Path path = directory.resolve("a.npy");
        try (NpyFile file = NpyFile.create(path, NpyFile.Type.F32, 2, 3)) {
            file.write(1, floats(4, 5, 6)); // in any order
            file.write(0, floats(1, 2, 3));
            file.finish();
        }
        final byte[] bytes = Files.readAllBytes(path);

        assertEquals(128 + 6 * Float.BYTES, bytes.length);
        assertArrayEquals(
                new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0}, // 128 - 10
                Arrays.copyOf(bytes, 10));
        final String dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
        assertEquals(
                dictionary + " ".repeat(118 - dictionary.length() - 1) + "\n",
                new String(bytes, 10, 118, StandardCharsets.US_ASCII));
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, Npy.read(path).elements());
    }

    @Test
    void shouldWriteOneExtentWithItsComma() throws IOException {
        final Path path = directory.resolve("b.npy");
        try (NpyFile file = NpyFile.create(path, NpyFile.Type.U8, 2)) {
            file.write(0, ByteBuffer.wrap(new byte[] {(byte) 255}));
            file.write(1, ByteBuffer.wrap(new byte[] {1}));
            file.finish();
        }

        assertEquals("|u1", Npy.read(path).type());
        assertArrayEquals(new double[] {255, 1}, Npy.read(path).elements());
    }

    @Test
    void shouldRefuseRowsThatDoNotFitAndFilesThatAreThere() throws IOException {
        final Path path = directory.resolve("c.npy");
        try (NpyFile file = NpyFile.create(path, NpyFile.Type.F32, 2, 3)) {
            assertEquals(
                    path + ": expected one of 2 rows of 12 bytes, found row 0 of 8",
                    assertThrows(IllegalArgumentException.class, () -> file.write(0, floats(1, 2)))
                            .getMessage());
            assertThrows(IllegalArgumentException.class, () -> file.write(2, floats(1, 2, 3)));
            file.write(0, floats(1, 2, 3));
            assertEquals(
                    path + ": expected 2 rows, found 1",
                    assertThrows(IOException.class, file::finish).getMessage());
        }
        assertThrows(FileAlreadyExistsException.class, () -> NpyFile.create(path, NpyFile.Type.F32, 1));
        assertThrows(IllegalArgumentException.class, () -> NpyFile.create(path, NpyFile.Type.F32, 1, 0));
    }
}
