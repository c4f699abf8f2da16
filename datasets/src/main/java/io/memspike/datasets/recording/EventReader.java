package io.memspike.datasets.recording;

import java.io.Closeable;
import java.io.IOException;

/** Streams the events of one recording, from its begin to its end. Belongs to one thread; allocates nothing per event. */
public interface EventReader extends Closeable {
    /**
     * The next events, as many as fit and are there.
     *
     * @param into cleared first
     * @return whether there were any; false is the end
     * @throws io.memspike.core.file.FileFormatException where the file is not what it should be; what was read before is sound
     */
    boolean read(EventBatch into) throws IOException;

    /** Columns of the sensor as the file says; 0 where it does not. */
    int width();

    /** Rows of the sensor as the file says; 0 where it does not. */
    int height();

    /** Events so far that were left out because they cannot be right. */
    default long dropped() {
        return 0;
    }
}
