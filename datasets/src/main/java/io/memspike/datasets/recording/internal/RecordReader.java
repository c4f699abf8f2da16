package io.memspike.datasets.recording.internal;

import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.RecordingBytes;
import java.io.IOException;

/** A reader of records of equal length that follow each other to the end of the file. */
public abstract class RecordReader extends SizedReader {
    private final int record;
    private final int most;

    /**
     * Of what follows in a file.
     *
     * @param record length of one in bytes
     * @param most events of one record
     * @param size of the sensor; null where the file does not say
     */
    protected RecordReader(RecordingBytes bytes, int record, int most, SensorSize size) {
        super(bytes, size);
        this.record = record;
        this.most = most;
    }

    /**
     * Decodes records until the batch has no room for those of another, or there are no more.
     *
     * @param from where in the window the first begins
     * @param to where the last ends
     * @return where it ended
     */
    protected abstract int decode(byte[] window, int from, int to, EventBatch into) throws IOException;

    /** Told once that all records have been decoded. */
    protected void end() throws IOException {}

    @Override
    public final boolean read(EventBatch into) throws IOException {
        into.clear();
        while (into.room() >= most) {
            if (!bytes.has(record)) {
                if (bytes.end() > bytes.at()) {
                    throw bytes.cutShort("a record", record);
                }
                end();
                break;
            }
            final int whole = (bytes.end() - bytes.at()) / record * record;
            bytes.moveTo(decode(bytes.window(), bytes.at(), bytes.at() + whole, into));
        }
        return into.size() > 0;
    }
}
