package io.memspike.core.stream;

/**
 * Batches of events that say which producer's they are and their number, from 0 in the order in which it offered them, each batch due
 * when its first event says: whether what comes of them comes whole and in order.
 */
final class CountedEvents implements EventHandler {
    static final int BATCH = 11; // a record of 120 bytes: eight of them in a ring of 1,024, and a rest that is padded
    private static final int NUMBER_BITS = 40;

    private final long[] next;
    private int wrong;

    CountedEvents(int producers) {
        next = new long[producers];
    }

    /** Has a producer of that number offer so many batches. */
    static void offer(EventProducer producer, int number, int batches) {
        for (int batch = 0; batch < batches; batch++) {
            final long first = (long) number << NUMBER_BITS | producer.offered();
            for (int i = 0; i < BATCH; i++) {
                producer.offer(first + i, first);
            }
            producer.flush();
        }
    }

    @Override
    public void onEvents(long[] events, int count, long dueNanos) {
        final int producer = (int) (events[0] >> NUMBER_BITS);
        final long number = events[0] & (1L << NUMBER_BITS) - 1;
        wrong += number < next[producer] || dueNanos != events[0] || count != BATCH ? 1 : 0;
        for (int i = 1; i < count; i++) {
            wrong += events[i] == events[0] + i ? 0 : 1;
        }
        next[producer] = number + count;
    }

    /** Batches, or events in them, that were torn, doubled or out of order. */
    int wrong() {
        return wrong;
    }
}
