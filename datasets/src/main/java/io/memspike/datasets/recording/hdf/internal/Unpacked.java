package io.memspike.datasets.recording.hdf.internal;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.HdfException;
import io.jhdf.filter.PipelineFilterWithData;
import java.nio.ByteBuffer;

/** What chunks may say of their length before anybody makes room for it: no more than what is packed can become. */
final class Unpacked {
    private static final int MOST = 1 << 27;
    private static final long MOST_OF_A_BYTE = 1 << 15; // of zstd, which packs 128 KiB of equal bytes into four
    private static final int SHUFFLE = 2;
    private static final int CHECK_SUM = 3;
    private static final int LZF = 32_000;

    private Unpacked() {}

    /** A length that the packed bytes may have unpacked. */
    static int require(String codec, long length, byte[] packed) {
        if (length < 0 || length > Math.min(MOST, packed.length * MOST_OF_A_BYTE)) {
            throw new HdfException(codec + ": " + length + " bytes out of " + packed.length);
        }
        return (int) length;
    }

    /**
     * Blocks of LZ4 as filters of HDF5 have them, big-endian, each of which must lie in the chunk:
     * {@code | length, u64 | of a block, u32 | a block: its length packed, u32, and what it holds … |}.
     *
     * @param isLastWhole whether no block is shorter, as what is left over is not packed
     */
    static void requireBlocks(String codec, byte[] packed, boolean isLastWhole) {
        final ByteBuffer in = ByteBuffer.wrap(packed);
        final int length = require(codec, in.getLong(), packed);
        final int block = require(codec, in.getInt(), packed);
        if (block == 0) {
            throw new HdfException(codec + ": blocks of no bytes");
        }
        final long blocks = isLastWhole ? length / block : ((long) length + block - 1) / block;
        for (long i = 0; i < blocks; i++) {
            final int part = in.getInt();
            if (part < 0 || part > in.remaining()) {
                throw new HdfException(
                        codec + ": a block of " + part + " bytes, of which " + in.remaining() + " are left");
            }
            in.position(in.position() + part);
        }
    }

    /** Filters of which one packs at most, so that nothing unpacks to what unpacks to more, and which believe nothing that is not so. */
    static void requireFilters(ChunkedDataset dataset, long chunk) {
        int packers = 0;
        for (final PipelineFilterWithData filter : dataset.getFilters()) {
            final int[] data = filter.getFilterData();
            packers += filter.getId() == SHUFFLE || filter.getId() == CHECK_SUM ? 0 : 1;
            if (filter.getId() == SHUFFLE && (data[0] < 1 || data[0] > chunk)
                    || filter.getId() == LZF && (data[2] < 0 || data[2] > chunk)
                    || packers > 1) {
                throw new HdfException("filters " + dataset.getFilters() + " for chunks of " + chunk + " bytes");
            }
        }
    }
}
