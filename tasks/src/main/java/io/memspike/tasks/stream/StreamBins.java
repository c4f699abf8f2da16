package io.memspike.tasks.stream;

/**
 * How a stream is cut: into recordings of equal length, each of them into bins of equal width.
 *
 * @param recordingMicros length of a recording; {@link Long#MAX_VALUE} where there is but one
 * @param binMicros width of a bin
 * @param steps bins after which a recording is decided in any case; the rest of it is skipped
 */
public record StreamBins(long recordingMicros, long binMicros, int steps) {
    /** Checks its arguments. */
    public StreamBins {
        if (binMicros < 1 || steps < 1 || recordingMicros / binMicros < steps) {
            throw new IllegalArgumentException("stream: expected recordings of at least " + steps
                    + " bins of at least 1 µs, found recordingMicros=" + recordingMicros + " binMicros=" + binMicros);
        }
    }

    long recording(long micros) {
        return micros / recordingMicros;
    }

    long bin(long micros) {
        return micros % recordingMicros / binMicros;
    }

    long end(long recording, int bins) {
        return (recording == 0 ? 0 : recording * recordingMicros) + bins * binMicros;
    }
}
