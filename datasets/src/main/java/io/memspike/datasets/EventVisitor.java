package io.memspike.datasets;

/** Receives single events in order of time. */
@FunctionalInterface
public interface EventVisitor {
    /**
     * Called for one event.
     *
     * @param micros time since the recording began, in microseconds, never decreasing
     * @param x column, from the left
     * @param y row, from the top
     * @param on whether it grew brighter (ON) or darker (OFF)
     */
    void onEvent(long micros, int x, int y, boolean on);
}
