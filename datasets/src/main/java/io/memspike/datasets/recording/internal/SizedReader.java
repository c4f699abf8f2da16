package io.memspike.datasets.recording.internal;

import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.RecordingBytes;
import java.io.IOException;

/** A reader of bytes whose head says how large the sensor is, or does not. */
public abstract class SizedReader implements EventReader {
    protected final RecordingBytes bytes;
    private final int width;
    private final int height;

    /**
     * Of what follows in a file.
     *
     * @param bytes closed with this
     * @param size of the sensor; null where the file does not say
     */
    protected SizedReader(RecordingBytes bytes, SensorSize size) {
        this.bytes = bytes;
        width = size == null ? 0 : size.width();
        height = size == null ? 0 : size.height();
    }

    @Override
    public final int width() {
        return width;
    }

    @Override
    public final int height() {
        return height;
    }

    @Override
    public final void close() throws IOException {
        bytes.close();
    }
}
