package io.memspike.datasets.recording;

import java.io.IOException;

/**
 * A format of recordings. Implementations are immutable, have a public constructor without arguments, and are found by
 * {@code @AutoService(RecordingFormat.class)}, or by a services file.
 */
public interface RecordingFormat {
    /** How much a file looks like a format. */
    enum Likeness {
        /** It is another. */
        NONE,
        /** Nothing speaks against it. */
        PLAUSIBLE,
        /** The head says so. */
        CERTAIN
    }

    /** As the command line knows it. */
    String name();

    /** Endings of names that files of this format have, without the dot. They decide only where contents do not. */
    String[] endings();

    /** Whether a file looks like it. */
    Likeness likeness(Head head);

    /** Whether times come from a counter of a sensor, which may jump; if not, they are believed as they stand. */
    boolean isCounted();

    /** Rows and columns of the smallest sensor that writes such files without saying how large it is. */
    default int leastSide() {
        return 1;
    }

    /**
     * Starts reading.
     *
     * @param bytes the file, at its begin; closed by the reader, or by the caller where this fails
     */
    EventReader open(RecordingBytes bytes) throws IOException;
}
