package io.memspike.datasets.format.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.IdxFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IdxArrayTest {
    private static IdxArray read(byte... file) throws IOException {
        return IdxArray.read("file", new ByteArrayInputStream(file), 1);
    }

    private static void assertRefused(String message, byte... file) {
        assertEquals(
                message,
                assertThrows(FileFormatException.class, () -> read(file)).getMessage());
    }

    @Property(tries = 200)
    void shouldReadBackAnyArrayPlainOrGzipped(
            @ForAll @Size(max = 60) byte[] data,
            @ForAll @IntRange(min = 1, max = 7) int columns,
            @ForAll boolean isGzip)
            throws IOException {
        final int[] shape = {data.length / columns, columns};
        final byte[] elements = Arrays.copyOf(data, shape[0] * columns);
        final byte[] plain = IdxFiles.plain(0x802, shape, elements);

        final IdxArray array =
                IdxArray.read("file", new ByteArrayInputStream(isGzip ? IdxFiles.gzip(plain) : plain), 2);

        assertArrayEquals(shape, array.shape());
        assertArrayEquals(elements, array.data());
    }

    @Property(tries = 200)
    void shouldRefuseEveryTruncation(@ForAll @IntRange(max = 17) int length, @ForAll boolean isGzip) {
        final byte[] cut = Arrays.copyOf(IdxFiles.plain(IdxFiles.LABELS, new int[] {10}, new byte[10]), length);

        assertThrows(FileFormatException.class, () -> read(isGzip ? IdxFiles.gzip(cut) : cut));
    }

    @Property(tries = 50)
    void shouldRefuseEveryTruncationOfGzip(@ForAll @IntRange(min = 1, max = 25) int missing) {
        final byte[] whole = IdxFiles.gzip(IdxFiles.plain(IdxFiles.LABELS, new int[] {3}, new byte[3]));

        assertThrows(FileFormatException.class, () -> read(Arrays.copyOf(whole, whole.length - missing)));
    }

    @Property(tries = 50)
    void shouldRefuseWhateverFollowsGzip(@ForAll @Size(min = 1, max = 40) byte[] more) {
        final byte[] whole = IdxFiles.gzip(IdxFiles.plain(IdxFiles.LABELS, new int[] {3}, new byte[3]));
        final byte[] longer = Arrays.copyOf(whole, whole.length + more.length);
        System.arraycopy(more, 0, longer, whole.length, more.length);

        assertRefused("file: offset " + whole.length + ": expected the end, found more bytes", longer);
    }

    @Test
    void shouldSayWhatIsWrongWhenMagicIsForeign() {
        assertRefused(
                "file: offset 0: expected magic 0x00000801 (uint8, 1 dimensions), found 0x00000803",
                IdxFiles.plain(IdxFiles.IMAGES, new int[] {1, 1, 1}, new byte[1]));
    }

    @Test
    void shouldSayWhatIsWrongWhenDataAreCutShort() {
        assertRefused(
                "file: offset 11: expected 18 bytes for shape [10], found the end", // 8 of header, 3 of 10 elements
                IdxFiles.plain(IdxFiles.LABELS, new int[] {10}, new byte[3]));
    }

    @Test
    void shouldSayWhatIsWrongWhenBytesAreLeftOver() {
        assertRefused(
                "file: offset 10: expected the end, found more bytes",
                IdxFiles.plain(IdxFiles.LABELS, new int[] {2}, new byte[3]));
    }

    @Test
    void shouldSayWhatIsWrongWhenExtentIsNegative() {
        assertRefused(
                "file: offset 4: expected an extent below 2^31, found 4294967295",
                IdxFiles.plain(IdxFiles.LABELS, new int[] {-1}));
    }

    @Test
    void shouldSayWhatIsWrongWhenShapeIsHuge() {
        final byte[] file = IdxFiles.plain(IdxFiles.IMAGES, new int[] {65536, 65536, 65536});

        final String message = assertThrows(
                        FileFormatException.class, () -> IdxArray.read("file", new ByteArrayInputStream(file), 3))
                .getMessage();

        assertEquals("file: offset 4: expected fewer than 2^31 elements, found shape [65536, 65536, 65536]", message);
    }
}
