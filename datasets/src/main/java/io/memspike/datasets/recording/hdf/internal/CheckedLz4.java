package io.memspike.datasets.recording.hdf.internal;

import com.google.auto.service.AutoService;
import io.jhdf.filter.Filter;
import io.jhdf.filter.Lz4Filter;

/** The library's LZ4, of chunks whose blocks lie in them. */
@AutoService(Filter.class)
public final class CheckedLz4 extends Lz4Filter {
    /** Found by its number. */
    public CheckedLz4() {}

    @Override
    public byte[] decode(byte[] encoded, int[] data) {
        Unpacked.requireBlocks(getName(), encoded, false);
        return super.decode(encoded, data);
    }
}
