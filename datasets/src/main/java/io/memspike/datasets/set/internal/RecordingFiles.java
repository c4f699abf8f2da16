package io.memspike.datasets.set.internal;

import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.EventSource;
import io.memspike.datasets.recording.Recording;
import io.memspike.datasets.recording.RecordingSource;
import java.io.IOException;
import java.nio.file.Path;

/** Recordings of any format that is read, whole in memory. */
final class RecordingFiles {
    private RecordingFiles() {}

    /**
     * The events of a recording, packed and in order of time.
     *
     * @param view that they must lie in
     * @throws FileFormatException where it is no recording, or of a larger sensor
     */
    static long[] events(Path file, Shape view) throws IOException {
        final EventSource source = RecordingSource.of(Recording.open(file));
        if (source.width() > view.width() || source.height() > view.height()) {
            throw new FileFormatException(
                    file,
                    "content",
                    "x below " + view.width() + " and y below " + view.height(),
                    "a sensor of " + source.width() + " × " + source.height());
        }
        return source.packed();
    }
}
