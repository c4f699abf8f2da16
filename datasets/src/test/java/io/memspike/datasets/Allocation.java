package io.memspike.datasets;

import java.lang.management.ManagementFactory;

/** Measures what a thread allocates. */
final class Allocation {
    private Allocation() {}

    /** Bytes that one run of {@code work} allocates in this thread: the least of several, after as many to warm up. */
    static long bytes(Runnable work) {
        final com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 20; i++) {
            final long before = threads.getThreadAllocatedBytes(thread);
            work.run();
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        return least;
    }
}
