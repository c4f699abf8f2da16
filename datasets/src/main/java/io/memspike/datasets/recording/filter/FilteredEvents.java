package io.memspike.datasets.recording.filter;

import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import java.io.IOException;
import java.util.List;

/** Events behind filters. */
public final class FilteredEvents implements EventReader {
    private final EventReader events;
    private final EventFilter[] filters;
    private final int width;
    private final int height;

    /**
     * Puts filters behind a reader.
     *
     * @param width columns of its sensor
     * @param height rows of its sensor
     * @param seed of all draws; each filter draws by its place, too
     */
    public FilteredEvents(EventReader events, List<FilterChoice> choices, int width, int height, long seed) {
        this.events = events;
        this.filters = FilterChoice.filters(choices, width, height, seed);
        final boolean isEmpty = filters.length == 0;
        this.width = isEmpty ? width : filters[filters.length - 1].width();
        this.height = isEmpty ? height : filters[filters.length - 1].height();
    }

    @Override
    public boolean read(EventBatch into) throws IOException {
        while (events.read(into)) {
            for (final EventFilter filter : filters) {
                filter.filter(into);
            }
            if (into.size() > 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public long dropped() {
        return events.dropped();
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
