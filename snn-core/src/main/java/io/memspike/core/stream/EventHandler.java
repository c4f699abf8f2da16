package io.memspike.core.stream;

/** Receives batches of events on the consumer's thread. */
@FunctionalInterface
public interface EventHandler {
    /**
     * Called for one batch.
     *
     * @param events packed events, of which the first {@code count} are valid. Not to be kept.
     * @param count number of events, at least 1
     * @param dueNanos when the first of them was due, as of {@link System#nanoTime()}
     */
    void onEvents(long[] events, int count, long dueNanos);
}
