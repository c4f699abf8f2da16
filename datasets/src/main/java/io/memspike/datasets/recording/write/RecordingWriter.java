package io.memspike.datasets.recording.write;

import io.memspike.core.file.internal.AtomicFile;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Recording;
import io.memspike.datasets.recording.RecordingSummary;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;

/**
 * Writes a recording in another format, whole or not at all, with every event as it is; what a format cannot hold is refused. Memory
 * does not grow with the recording.
 */
public enum RecordingWriter {
    /** Prophesee's EVT3. */
    EVT3("evt3", "raw"),
    /** iniVation's AEDAT 4. */
    AEDAT4("aedat4", "aedat4"),
    /** N-MNIST's. */
    BIN("bin", "bin"),
    /** NumPy's archive of an array each for t, x, y and p. */
    NPZ("npz", "npz");

    private final String format;
    private final String ending;

    RecordingWriter(String format, String ending) {
        this.format = format;
        this.ending = ending;
    }

    /** The writer of a format by its name; null where there is none. */
    public static RecordingWriter of(String format) {
        for (final RecordingWriter each : values()) {
            if (each.format.equals(format)) {
                return each;
            }
        }
        return null;
    }

    /** The writer that the ending of a file's name asks for; null where it asks for none. */
    public static RecordingWriter named(Path file) {
        for (final RecordingWriter each : values()) {
            if (file.getFileName().toString().endsWith("." + each.ending)) {
                return each;
            }
        }
        return null;
    }

    /** Name of the format. */
    public String format() {
        return format;
    }

    /**
     * Writes a file.
     *
     * @param summary of the recording
     * @param origin what is taken from all times
     */
    public void write(Recording recording, RecordingSummary summary, long origin, Path target) throws IOException {
        AtomicFile.write(target, channel -> {
            final OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            switch (this) {
                case EVT3 -> each(recording, new Evt3Writer(out, summary.width(), summary.height()), origin);
                case AEDAT4 -> each(recording, new Aedat4Writer(out, summary.width(), summary.height()), origin);
                case BIN -> each(recording, new BinWriter(out), origin);
                case NPZ -> NpzWriter.write(recording, summary.events(), origin, out);
            }
            out.flush();
        });
    }

    /** What receives one event after the other. */
    interface EventSink {
        /** An event. */
        void add(long micros, int x, int y, int polarity) throws IOException;

        /** There are no more. */
        default void end() throws IOException {}
    }

    static void each(Recording recording, EventSink sink, long origin) throws IOException {
        final EventBatch batch = new EventBatch();
        try (EventReader reader = recording.read()) {
            while (reader.read(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    sink.add(
                            batch.micros()[i] - origin,
                            batch.x()[i] & 0xffff,
                            batch.y()[i] & 0xffff,
                            batch.polarity()[i]);
                }
            }
        }
        sink.end();
    }

    static IOException refusal(String format, String expected, String found) {
        return new IOException(format + ": expected " + expected + ", found " + found);
    }
}
