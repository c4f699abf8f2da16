package io.memspike.datasets.recording.hdf.internal;

import com.google.auto.service.AutoService;
import io.jhdf.exceptions.HdfFilterException;
import io.jhdf.filter.DeflatePipelineFilter;
import io.jhdf.filter.Filter;
import java.io.ByteArrayOutputStream;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Deflated chunks of no more bytes than {@link #bounded} says on a thread: the library's own goes on for as long as the stream does, and so
 * does this one where nothing is said.
 */
@AutoService(Filter.class)
public final class BoundedDeflate extends DeflatePipelineFilter {
    private static final int BUFFER = 1 << 16;
    private static final int CHECK_SUM = 4; // bytes, that may be deflated with a chunk
    private static final ThreadLocal<Long> MOST = new ThreadLocal<>();

    /** Found by its number. */
    public BoundedDeflate() {}

    /** What {@code work} gives, with chunks of at most so many bytes on this thread. */
    static <T> T bounded(long bytes, Supplier<T> work) {
        MOST.set(bytes + CHECK_SUM);
        try {
            return work.get();
        } finally {
            MOST.remove();
        }
    }

    @Override
    public byte[] decode(byte[] encoded, int[] data) {
        final Long most = MOST.get();
        if (most == null) {
            return super.decode(encoded, data);
        }
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
                if (out.size() > most) {
                    throw new HdfFilterException("deflate: more than the " + most + " bytes of a chunk");
                }
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new HdfFilterException("deflate: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }
}
