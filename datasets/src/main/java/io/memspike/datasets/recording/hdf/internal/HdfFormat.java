package io.memspike.datasets.recording.hdf.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Head;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.RecordingFormat;
import java.io.IOException;
import java.nio.file.Path;

/**
 * HDF5, in the layouts that data sets of events have. The first of these that is found, from the root on and by name, is read:
 *
 * <pre>
 *   times and units           of samples, a list each: SHD, SSC; seconds, x is the unit; the samples follow each other
 *   timestamps and node_ids   of one or several populations: SONATA; x is the node
 *   t, x, y and p             one dataset each, under any of the usual names: DSEC, whose t_offset is added, and others
 *   t, x, y, p in records     Prophesee's /CD/events, packed with ECF or not
 * </pre>
 *
 * <p>Whole times are microseconds, times with a fraction seconds, unless units say {@code ms} or {@code s}.
 */
@AutoService(RecordingFormat.class)
public final class HdfFormat implements RecordingFormat {
    /** How a file begins, or what it holds behind a block of the user. */
    static final String SIGNATURE = "\u0089HDF\r\n\u001a\n";

    /** Found by its name. */
    public HdfFormat() {}

    @Override
    public String name() {
        return "hdf5";
    }

    @Override
    public String[] endings() {
        return new String[] {"h5", "hdf5"};
    }

    @Override
    public boolean isCounted() {
        return false;
    }

    @Override
    public Likeness likeness(Head head) {
        for (int at = 0; at + SIGNATURE.length() <= head.bytes().length; at = at == 0 ? 512 : 2 * at) {
            if (isSignature(head.bytes(), at)) {
                return Likeness.CERTAIN;
            }
        }
        return Likeness.NONE;
    }

    /** Whether the signature stands in bytes. */
    static boolean isSignature(byte[] bytes, int at) {
        boolean isEqual = true;
        for (int i = 0; i < SIGNATURE.length(); i++) {
            isEqual &= (bytes[at + i] & 0xff) == SIGNATURE.charAt(i);
        }
        return isEqual;
    }

    @Override
    public EventReader open(RecordingBytes bytes) throws IOException {
        final Path file = bytes.file();
        final long length = bytes.length();
        bytes.close();
        return HdfReader.open(file, length);
    }
}
