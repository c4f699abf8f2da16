package io.memspike.datasets.recording.hdf.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jhdf.exceptions.HdfException;
import io.jhdf.filter.Filter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.zip.DeflaterOutputStream;
import net.jpountz.lz4.LZ4Factory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnpackedTest {
    private static final int[] BITS_OF_BYTES = {0, 0, 1, 0, CheckedBitShuffle.LZ4_COMPRESSION};
    private static final byte[] CONTENT = new byte[40];

    static {
        Arrays.fill(CONTENT, (byte) 7);
    }

    private static ByteBuffer blocks(long length, int block, int part) {
        final byte[] packed = LZ4Factory.safeInstance().fastCompressor().compress(CONTENT);
        final ByteBuffer out = ByteBuffer.allocate(16 + packed.length);
        return out.putLong(length)
                .putInt(block)
                .putInt(part < 0 ? packed.length : part)
                .put(packed);
    }

    @Test
    void shouldUnpackBlocksOfLz4() {
        assertArrayEquals(CONTENT, new CheckedLz4().decode(blocks(40, 40, -1).array(), null));
        assertEquals(40, new CheckedBitShuffle().decode(blocks(40, 40, -1).array(), BITS_OF_BYTES).length);
    }

    @ParameterizedTest
    @CsvSource({
        "2000000000, 40, -1",
        "-1, 40, -1",
        "40, 2000000000, -1",
        "40, -1, -1",
        "40, 0, -1",
        "40, 40, 2000000000",
        "40, 40, -2000000000",
        "400000, 1, 0"
    })
    void shouldRefuseLengthsThatNoChunkHas(long length, int block, int part) {
        final ByteBuffer chunk = blocks(length, block, part);
        chunk.putInt(12, part == -1 ? chunk.capacity() - 16 : part);

        for (final Filter filter : List.of(new CheckedLz4(), new CheckedBitShuffle())) {
            assertThrows(RuntimeException.class, () -> filter.decode(chunk.array(), BITS_OF_BYTES));
        }
    }

    @Test
    void shouldRefuseMoreThanCanBePacked() {
        final byte[] blosc = new byte[20];
        blosc[2] = 1;
        ByteBuffer.wrap(blosc).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 1 << 28).putInt(8, 1 << 28);

        assertThrows(HdfException.class, () -> new BloscFilter().decode(blosc, null));
        assertEquals(1 << 15, Unpacked.require("any", 1 << 15, new byte[1]));
        assertThrows(HdfException.class, () -> Unpacked.require("any", (1 << 15) + 1, new byte[1]));
    }

    @Test
    void shouldTakeThePlaceOfTheLibrarysFilters() {
        final List<Integer> ids = ServiceLoader.load(Filter.class).stream()
                .map(provider -> provider.get().getId())
                .sorted()
                .toList();

        assertEquals(List.of(1, 32_001, 32_004, 32_008, 32_015, 0x8ecf), ids);
    }

    private static byte[] deflated(int zeros) throws IOException {
        final ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            for (int left = zeros; left > 0; left -= 1 << 20) {
                out.write(new byte[Math.min(left, 1 << 20)]);
            }
        }
        return packed.toByteArray();
    }

    private static byte[] inflated(byte[] packed, int most) {
        return BoundedDeflate.bounded(most, () -> new BoundedDeflate().decode(packed, null));
    }

    @Test
    void shouldInflateWhatAChunkMayHoldAndNoMore() throws IOException {
        final byte[] large = deflated(3_000_000);
        final byte[] cut = Arrays.copyOf(deflated(40), 8);

        assertArrayEquals(new byte[3_000_000], inflated(large, 3_000_000));
        assertArrayEquals(new byte[0], inflated(deflated(0), 0));
        assertThrows(HdfException.class, () -> inflated(large, 2_000_000));
        assertThrows(HdfException.class, () -> inflated(cut, 40));
        assertThrows(HdfException.class, () -> inflated(new byte[] {1, 2, 3}, 40));
        assertArrayEquals(new byte[3_000_000], new BoundedDeflate().decode(large, null), "no bound is left behind");
    }
}
