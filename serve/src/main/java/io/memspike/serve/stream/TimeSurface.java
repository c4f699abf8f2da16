package io.memspike.serve.stream;

import io.memspike.core.stream.PackedEvent;
import java.util.Arrays;

/**
 * When each pixel of a sensor last saw something: bright where that was just now, fading with exp(−age/τ) (Lagorce et al., HOTS,
 * 2017). One thread at a time.
 */
final class TimeSurface {
    private static final double TAU_MICROS = 30_000;
    private static final long NEVER = Long.MIN_VALUE;
    private static final int NONE = 128;
    private static final int MOST = 127;

    private final int width;
    private final int height;
    private final long[] last;
    private final boolean[] wasOn;
    private long now;

    TimeSurface(int width, int height) {
        this.width = width;
        this.height = height;
        this.last = new long[width * height];
        this.wasOn = new boolean[width * height];
        Arrays.fill(last, NEVER);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Time of the latest event. */
    long micros() {
        return now;
    }

    /** Sees events; such as lie outside of the sensor are left to whoever else sees them. */
    void see(long[] events, int count) {
        for (int i = 0; i < count; i++) {
            final int x = PackedEvent.x(events[i]);
            final int y = PackedEvent.y(events[i]);
            if (x < width && y < height) {
                now = PackedEvent.micros(events[i]);
                last[y * width + x] = now;
                wasOn[y * width + x] = PackedEvent.isOn(events[i]);
            }
        }
    }

    /** A byte a pixel, (height, width): 128 for nothing, up to 255 for brighter, down to 1 for darker. */
    byte[] picture() {
        final byte[] picture = new byte[last.length];
        for (int i = 0; i < picture.length; i++) {
            final long age = last[i] == NEVER ? Long.MAX_VALUE : now - last[i];
            final int level = age < 0 ? 0 : (int) Math.round(MOST * Math.exp(-age / TAU_MICROS));
            picture[i] = (byte) (wasOn[i] ? NONE + level : NONE - level);
        }
        return picture;
    }
}
