package io.memspike.datasets.recording.hdf.internal;

import com.google.auto.service.AutoService;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.jhdf.filter.Filter;

/** zstd, a frame for each chunk of HDF5. */
@AutoService(Filter.class)
public final class ZstdFilter implements Filter {
    private static final int ID = 32_015;

    /** Found by its number. */
    public ZstdFilter() {}

    @Override
    public int getId() {
        return ID;
    }

    @Override
    public String getName() {
        return "zstd";
    }

    /**
     * Unpacks a chunk.
     *
     * @throws RuntimeException where it is not sound
     */
    @Override
    public byte[] decode(byte[] encoded, int[] data) {
        final long length = ZstdDecompressor.getDecompressedSize(encoded, 0, encoded.length);
        final byte[] out = new byte[Unpacked.require(getName(), length, encoded)];
        final int found = new ZstdDecompressor().decompress(encoded, 0, encoded.length, out, 0, out.length);
        if (found != length) {
            throw new IllegalArgumentException("zstd: expected " + length + " bytes, found " + found);
        }
        return out;
    }
}
