package io.memspike.datasets.recording.filter;

import io.memspike.datasets.recording.EventBatch;
import java.util.SplittableRandom;

/** Filters that look at one event alone. */
final class PixelFilters {
    private PixelFilters() {}

    /** A part of the sensor. */
    record Region(int left, int top, int width, int height) implements EventFilter {
        @Override
        public void filter(EventBatch events) {
            final int size = events.size();
            events.clear();
            for (int i = 0; i < size; i++) {
                final int x = (events.x()[i] & 0xffff) - left;
                final int y = (events.y()[i] & 0xffff) - top;
                if (x >= 0 && x < width && y >= 0 && y < height) {
                    events.add(events.micros()[i], x, y, events.polarity()[i]);
                }
            }
        }
    }

    /** Fewer pixels, with the events of all they are made of. */
    static final class Downsample implements EventFilter {
        private final int by;
        private final int width;
        private final int height;

        Downsample(int by, int width, int height) {
            this.by = by;
            this.width = (width + by - 1) / by;
            this.height = (height + by - 1) / by;
        }

        @Override
        public void filter(EventBatch events) {
            for (int i = 0; i < events.size(); i++) {
                events.x()[i] = (short) ((events.x()[i] & 0xffff) / by);
                events.y()[i] = (short) ((events.y()[i] & 0xffff) / by);
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

    /** One polarity. */
    static final class Polarity extends Keeping {
        private final int keep;

        Polarity(int keep, int width, int height) {
            super(width, height);
            this.keep = keep;
        }

        @Override
        boolean isKept(long micros, int x, int y, int polarity) {
            return polarity == keep;
        }
    }

    /** A share of all, by draw. */
    static final class Drop extends Keeping {
        private final double share;
        private final SplittableRandom random;

        Drop(double share, long seed, int width, int height) {
            super(width, height);
            this.share = share;
            this.random = new SplittableRandom(seed);
        }

        @Override
        boolean isKept(long micros, int x, int y, int polarity) {
            return random.nextDouble() >= share;
        }
    }

    /** Times that are not exact; events stay in their order. */
    static final class Jitter implements EventFilter {
        private final double deviation;
        private final SplittableRandom random;
        private final int width;
        private final int height;

        Jitter(double deviation, long seed, int width, int height) {
            this.deviation = deviation;
            this.random = new SplittableRandom(seed);
            this.width = width;
            this.height = height;
        }

        @Override
        public void filter(EventBatch events) {
            for (int i = 0; i < events.size(); i++) {
                double normal = -6; // of twelve even draws, whose arithmetic is the same on every machine
                for (int k = 0; k < 12; k++) {
                    normal += random.nextDouble();
                }
                events.micros()[i] = Math.max(0, events.micros()[i] + Math.round(deviation * normal));
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
}
