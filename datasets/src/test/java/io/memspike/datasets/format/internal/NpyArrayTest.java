package io.memspike.datasets.format.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.file.FileFormatException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyArrayTest {
    @ParameterizedTest
    @CsvSource({
        "|u1, 0, 200",
        "|i1, -128, 127",
        "<i2, -300, 32767",
        "<i4, -70000, 70000",
        "<i8, -5000000000, 5000000000"
    })
    void shouldReadWholeNumbers(String type, long first, long second) throws FileFormatException {
        final NpyArray array = NpyArray.read("x", Npy.array(type, "(2, 1)", first, second));

        assertEquals(type, array.type());
        assertArrayEquals(new int[] {2, 1}, array.shape());
        assertEquals(first, array.at(0));
        assertEquals(second, array.at(1));
    }

    @Test
    void shouldReadFloatingPoint() throws FileFormatException {
        final NpyArray single = NpyArray.read("x", Npy.array("<f4", "(2,)", Float.floatToIntBits(0.1f), 0));
        assertEquals(0.1f, (float) single.number(0));
        assertThrows(IllegalStateException.class, () -> single.at(0));
        final NpyArray twice = NpyArray.read("x", Npy.array("<f8", "(1,)", Double.doubleToLongBits(-0.1)));
        assertEquals(-0.1, twice.number(0));
        assertEquals(7, NpyArray.read("x", Npy.array("|u1", "(1,)", 7)).number(0));
    }

    @Test
    void shouldReadAnyNumberOfDimensions() throws FileFormatException {
        assertArrayEquals(
                new int[] {3},
                NpyArray.read("x", Npy.array("|u1", "(3,)", 1, 2, 3)).shape());
        assertEquals(5, NpyArray.read("x", Npy.array("|u1", "()", 5)).at(0));
        assertArrayEquals(
                new int[] {2, 1, 2},
                NpyArray.read("x", Npy.array("|u1", "(2, 1, 2)", 1, 2, 3, 4)).shape());
        final String many = "(" + "1, ".repeat(20_000) + ")"; // as many as a head has room for take no deeper a stack
        assertEquals(20_000, NpyArray.read("x", Npy.array("|u1", many, 5)).shape().length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "'>i2', 'fortran_order': False, 'shape': (1,), ; header: descr: expected one of |b1, |u1, |i1, <i2, <i4, <i8, <f4, <f8, found >i2",
                "'<f2', 'fortran_order': False, 'shape': (1,), ; header: descr: expected one of |b1, |u1, |i1, <i2, <i4, <i8, <f4, <f8, found <f2",
                "'<i2', 'fortran_order': True, 'shape': (1,), ; header: fortran_order: expected False, found True",
                "'<i2', 'fortran_order': False, 'shape': (2,), ; offset 128: expected 4 bytes for <i2 [2], found 2",
                "'<i2', 'fortran_order': False, 'shape': (), 'x': 1, ; header: expected {'descr'",
                "'<i2', 'fortran_order': False, 'shape': (-1,), ; header: expected {'descr'",
                "'<i2', 'fortran_order': False, 'shape': (9999999999,), ; header: shape: expected extents below 2^31",
                "'<i2', 'fortran_order': False, 'shape': (2000000000, 2000000000), ; offset 128: expected",
            })
    void shouldRefuseOtherArrays(String fields, String message) {
        final byte[] file = Npy.file("{'descr': " + fields.strip() + " }", "<i2", 1);

        final String found = assertThrows(FileFormatException.class, () -> NpyArray.read("x.npy", file))
                .getMessage();
        assertEquals("x.npy: " + message, found.substring(0, Math.min(found.length(), 7 + message.length())));
    }

    /** 1073807362 · 2147352580 = 2^61 + 8: of eight bytes each, 64 modulo 2^64. */
    @Test
    void shouldRefuseExtentsWhoseSizeWraps() {
        final byte[] file = Npy.array("<i8", "(1073807362, 2147352580)", 1, 2, 3, 4, 5, 6, 7, 8);

        assertThrows(FileFormatException.class, () -> NpyArray.read("x", file));
    }

    @Test
    void shouldRefuseFilesThatAreCutOrLonger() {
        final byte[] sound = Npy.array("<i2", "(2,)", 1, 2);
        for (int length = 0; length < sound.length; length++) {
            final byte[] cut = Arrays.copyOf(sound, length);
            assertThrows(FileFormatException.class, () -> NpyArray.read("x", cut));
        }
        assertThrows(FileFormatException.class, () -> NpyArray.read("x", Arrays.copyOf(sound, sound.length + 1)));
    }

    @Test
    void shouldRefuseAnotherTypeThanWanted() throws FileFormatException {
        final NpyArray array = NpyArray.read("x", Npy.array("<i2", "(2,)", 1, 2));

        assertEquals(array, array.require("x", "<i2", 1));
        assertEquals(
                "x: header: expected <i8 of 1 dimensions, found <i2 [2]",
                assertThrows(FileFormatException.class, () -> array.require("x", "<i8", 1))
                        .getMessage());
        assertThrows(FileFormatException.class, () -> array.require("x", "<i2", 2));
    }
}
