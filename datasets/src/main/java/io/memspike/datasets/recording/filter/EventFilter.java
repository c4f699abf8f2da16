package io.memspike.datasets.recording.filter;

import io.memspike.datasets.recording.EventBatch;

/** Changes events, or leaves some out. Belongs to one thread; allocates nothing per event. */
interface EventFilter {
    /**
     * Filters a batch in place.
     *
     * @param events kept in order
     */
    void filter(EventBatch events);

    /** Columns of what comes out. */
    int width();

    /** Rows of what comes out. */
    int height();
}
