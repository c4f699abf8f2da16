package io.memspike.datasets.recording.live;

import io.memspike.datasets.EventSource;

/** Events as they come. A replay goes on until its thread is interrupted, or nothing has come for as long as it was told to wait. */
abstract class LiveSource implements EventSource, AutoCloseable {
    private final int width;
    private final int height;
    private final long idleNanos;

    LiveSource(int width, int height, long idleNanos) {
        this.width = width;
        this.height = height;
        this.idleNanos = idleNanos;
    }

    /** Whether to go on where nothing has come since then. */
    final boolean isWaiting(long sinceNanos) {
        return !Thread.currentThread().isInterrupted() && System.nanoTime() - sinceNanos < idleNanos;
    }

    @Override
    public final int width() {
        return width;
    }

    @Override
    public final int height() {
        return height;
    }

    @Override
    public final int recordings() {
        return 0; // as many as come
    }

    @Override
    public final long recordingMicros() {
        return Long.MAX_VALUE;
    }

    @Override
    public final int classes() {
        return 0;
    }

    @Override
    public final int label(int recording) {
        return -1;
    }

    @Override
    public void close() {}
}
