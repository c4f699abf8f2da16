package io.memspike.datasets.recording.table.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Head;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.RecordingFormat;
import java.io.IOException;

/**
 * NumPy's NPY: an array of records with fields {@code t}, {@code x}, {@code y} and {@code p}, or of rows of four numbers. Times are
 * microseconds, or, being floats with a fraction, seconds. Source: NumPy's documentation of {@code numpy.lib.format}.
 */
@AutoService(RecordingFormat.class)
public final class NpyFormat implements RecordingFormat {
    /** Found by its name. */
    public NpyFormat() {}

    @Override
    public String name() {
        return "npy";
    }

    @Override
    public String[] endings() {
        return new String[] {"npy"};
    }

    @Override
    public boolean isCounted() {
        return false;
    }

    @Override
    public Likeness likeness(Head head) {
        return head.startsWith(NpyHead.FIRST) ? Likeness.CERTAIN : Likeness.NONE;
    }

    @Override
    public EventReader open(RecordingBytes bytes) throws IOException {
        return NpyReader.of(bytes);
    }
}
