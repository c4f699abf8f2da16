package io.memspike.core.stream;

/**
 * What an ingest is like.
 *
 * @param producers number of producers, 1 to {@value #MAX_PRODUCERS}; each ends the stream for itself
 * @param ringBytes capacity of a ring in bytes, a power of two in [2^10, 2^28]; a batch takes at most an eighth
 * @param backPressure what becomes of events that find the ring full
 */
public record IngestSpec(int producers, int ringBytes, BackPressure backPressure) {
    /** Most producers of one ingest. */
    public static final int MAX_PRODUCERS = 256;

    static final int MIN_RING_BYTES = 1 << 10;
    static final int MAX_RING_BYTES = 1 << 28;
    private static final int DEFAULT_RING_BYTES = 1 << 20;

    /** Checks its arguments. */
    public IngestSpec {
        if (producers < 1 || producers > MAX_PRODUCERS) {
            throw new IllegalArgumentException("producers: expected 1 to " + MAX_PRODUCERS + ", found " + producers);
        }
        if (Integer.bitCount(ringBytes) != 1 || ringBytes < MIN_RING_BYTES || ringBytes > MAX_RING_BYTES) {
            throw new IllegalArgumentException("ringBytes: expected a power of two from " + MIN_RING_BYTES + " to "
                    + MAX_RING_BYTES + ", found " + ringBytes);
        }
    }

    /** One producer that waits, with room for 130,000 events. */
    public static IngestSpec blocking() {
        return new IngestSpec(1, DEFAULT_RING_BYTES, BackPressure.BLOCK);
    }

    /** The same with another policy. */
    public IngestSpec with(BackPressure policy) {
        return new IngestSpec(producers, ringBytes, policy);
    }
}
