package io.memspike.serve.site;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How many requests each client may make: {@code burst} at once, and {@code perSecond} in the long run (a token bucket).
 * Thread-safe.
 */
final class RateLimit {
    private static final int MOST_KNOWN = 10_000;
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanos;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /**
     * A limit.
     *
     * @param perSecond requests a second, above 0
     * @param burst requests at once, at least 1
     * @param nanos clock, as {@link System#nanoTime}
     */
    RateLimit(double perSecond, double burst, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanos = nanos;
    }

    /** Whether a client may make a request now, which then counts. */
    boolean allows(String client) {
        final long now = nanos.getAsLong();
        if (buckets.size() >= MOST_KNOWN) { // those that are full again need not be known
            buckets.values().removeIf(bucket -> bucket.isFull(now));
        }
        return buckets.computeIfAbsent(client, name -> new Bucket(now)).take(now);
    }

    private final class Bucket {
        private double left = burst;
        private long since;

        Bucket(long now) {
            since = now;
        }

        synchronized boolean take(long now) {
            left = Math.min(burst, left + (now - since) / NANOS * perSecond);
            since = now;
            final boolean has = left >= 1;
            left -= has ? 1 : 0;
            return has;
        }

        synchronized boolean isFull(long now) {
            return left + (now - since) / NANOS * perSecond >= burst;
        }
    }
}
