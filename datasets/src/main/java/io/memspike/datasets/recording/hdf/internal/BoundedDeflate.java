package io.memspike.datasets.recording.hdf.internal;

import com.google.auto.service.AutoService;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.DeflatePipelineFilter;
import io.jhdf.filter.Filter;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Deflated chunks of at most as many bytes as a chunk may have: the library's own goes on for as long as the stream does. */
@AutoService(Filter.class)
public final class BoundedDeflate extends DeflatePipelineFilter {
    private static final int BUFFER = 1 << 16;

    /** Found by its number. */
    public BoundedDeflate() {}

    @Override
    public byte[] decode(byte[] encoded, int[] data) {
        final Inflater inflater = new Inflater();
        try {
            inflater.setInput(encoded);
            final ByteArrayOutputStream out = new ByteArrayOutputStream(2 * encoded.length);
            final byte[] buffer = new byte[BUFFER];
            while (!inflater.finished()) {
                final int n = inflater.inflate(buffer);
                if (n == 0 && !inflater.finished()) {
                    throw new HdfFilterException("deflate: a stream that is cut");
                }
                out.write(buffer, 0, n);
                Unpacked.require("deflate", out.size(), encoded);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new HdfFilterException("deflate: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }
}
