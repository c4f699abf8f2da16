package io.memspike.datasets.recording.hdf.internal;

import com.google.auto.service.AutoService;
import io.jhdf.filter.BitShuffleFilter;
import io.jhdf.filter.Filter;

/** The library's bit shuffle, of chunks whose blocks lie in them where LZ4 packs them. */
@AutoService(Filter.class)
public final class CheckedBitShuffle extends BitShuffleFilter {
    private static final int CODEC = 4;

    /** Found by its number. */
    public CheckedBitShuffle() {}

    @Override
    public byte[] decode(byte[] encoded, int[] data) {
        if (data[CODEC] == LZ4_COMPRESSION) {
            Unpacked.requireBlocks(getName(), encoded, true);
        }
        return super.decode(encoded, data);
    }
}
