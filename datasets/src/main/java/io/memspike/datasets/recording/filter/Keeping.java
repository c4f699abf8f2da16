package io.memspike.datasets.recording.filter;

import io.memspike.datasets.recording.EventBatch;

/** A filter that keeps some events as they are. */
abstract class Keeping implements EventFilter {
    private final int width;
    private final int height;

    Keeping(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** Whether an event is kept. */
    abstract boolean isKept(long micros, int x, int y, int polarity);

    @Override
    public void filter(EventBatch events) {
        final int size = events.size();
        events.clear();
        for (int i = 0; i < size; i++) { // what is kept is put at or before its place
            final long micros = events.micros()[i];
            final int x = events.x()[i] & 0xffff;
            final int y = events.y()[i] & 0xffff;
            final int polarity = events.polarity()[i];
            if (isKept(micros, x, y, polarity)) {
                events.add(micros, x, y, polarity);
            }
        }
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }
}
