package io.memspike.datasets.recording.filter;

import java.util.Arrays;

/** Filters that remember when pixels had events. */
final class TimeFilters {
    private static final long LONG_AGO = Long.MIN_VALUE / 2;
    private static final long SECOND = 1_000_000;

    private TimeFilters() {}

    private static long[] times(int width, int height) {
        final long[] times = new long[Math.multiplyExact(width, height)];
        Arrays.fill(times, LONG_AGO);
        return times;
    }

    /** Pixels that rest after an event. */
    static final class Refractory extends Keeping {
        private final long rest;
        private final long[] last;

        Refractory(long rest, int width, int height) {
            super(width, height);
            this.rest = rest;
            this.last = times(width, height);
        }

        @Override
        boolean isKept(long micros, int x, int y, int polarity) {
            final int pixel = y * width() + x;
            if (micros - last[pixel] < rest && micros >= last[pixel]) {
                return false;
            }
            last[pixel] = micros;
            return true;
        }
    }

    /** Pixels that fire too often. */
    static final class Hot extends Keeping {
        private final double most;
        private final int[] counts;
        private final long[] seconds;

        Hot(double most, int width, int height) {
            super(width, height);
            this.most = most;
            this.counts = new int[Math.multiplyExact(width, height)];
            this.seconds = times(width, height);
        }

        @Override
        boolean isKept(long micros, int x, int y, int polarity) {
            final int pixel = y * width() + x;
            final long second = Math.floorDiv(micros, SECOND);
            if (seconds[pixel] != second) {
                seconds[pixel] = second;
                counts[pixel] = 0;
            }
            return ++counts[pixel] <= most;
        }
    }

    /** Events that no neighbour had before them: noise of the background. */
    static final class Background extends Keeping {
        private final long within;
        private final int radius;
        private final long[] last;

        Background(long within, int radius, int width, int height) {
            super(width, height);
            this.within = within;
            this.radius = radius;
            this.last = times(width, height);
        }

        @Override
        boolean isKept(long micros, int x, int y, int polarity) {
            final int width = width();
            boolean isKept = false;
            final int bottom = Math.min(height() - 1, y + radius);
            final int right = Math.min(width - 1, x + radius);
            for (int row = Math.max(0, y - radius); row <= bottom; row++) {
                for (int column = Math.max(0, x - radius); column <= right; column++) {
                    isKept |= micros - last[row * width + column] <= within && (row != y || column != x);
                }
            }
            last[y * width + x] = micros;
            return isKept;
        }
    }
}
