package io.memspike.datasets.recording.filter;

import io.memspike.datasets.EventSource;
import io.memspike.datasets.EventVisitor;
import io.memspike.datasets.recording.EventBatch;
import java.io.IOException;
import java.util.List;

/**
 * A stream of events behind filters. Each event is told on at once, so that it works for cameras, too; a recording gives what
 * {@link FilteredEvents} gives of it. Each replay draws anew, by the same seed.
 */
public final class FilteredSource implements EventSource {
    private final EventSource source;
    private final List<FilterChoice> choices;
    private final long seed;
    private final int width;
    private final int height;

    /**
     * Puts filters behind a source.
     *
     * @param source whoever opened it closes it
     * @param choices in order
     * @param seed of all draws; each filter draws by its place, too
     */
    public FilteredSource(EventSource source, List<FilterChoice> choices, long seed) {
        this.source = source;
        this.choices = List.copyOf(choices);
        this.seed = seed;
        final EventFilter[] filters = filters();
        final boolean isEmpty = filters.length == 0;
        this.width = isEmpty ? source.width() : filters[filters.length - 1].width();
        this.height = isEmpty ? source.height() : filters[filters.length - 1].height();
    }

    private EventFilter[] filters() {
        return FilterChoice.filters(choices, source.width(), source.height(), seed);
    }

    @Override
    public void replay(EventVisitor visitor) throws IOException {
        final EventFilter[] filters = filters();
        final EventBatch one = new EventBatch();
        source.replay((micros, x, y, on) -> {
            one.clear();
            one.add(micros, x, y, on ? 1 : 0);
            for (final EventFilter filter : filters) {
                filter.filter(one);
            }
            for (int i = 0; i < one.size(); i++) {
                visitor.onEvent(one.micros()[i], one.x()[i] & 0xffff, one.y()[i] & 0xffff, one.polarity()[i] != 0);
            }
        });
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
    public int recordings() {
        return source.recordings();
    }

    @Override
    public long recordingMicros() {
        return source.recordingMicros();
    }

    @Override
    public int classes() {
        return source.classes();
    }

    @Override
    public int label(int recording) {
        return source.label(recording);
    }
}
