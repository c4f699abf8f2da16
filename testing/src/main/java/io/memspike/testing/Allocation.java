package io.memspike.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Assertions;

/**
 * Holds work to allocating nothing once it is warm. Before the compiler is through, work may allocate (SIMD does while it is
 * interpreted), and how soon that is, the load of the machine decides: so work runs until it is quiet several times in a
 * row, and only what has not come to rest after minutes has failed.
 */
public final class Allocation {
    private static final int QUIET_RUNS = 5;
    private static final long PATIENCE_NANOS = 300_000_000_000L;

    private Allocation() {}

    /** Fails unless {@code work} comes to allocate nothing in the calling thread. */
    public static void assertNone(Runnable work) {
        assertNone(() -> {}, work);
    }

    /** Fails unless {@code work} does, before each run of which {@code prepare} may allocate what it likes. */
    public static void assertNone(Runnable prepare, Runnable work) {
        assertAtMost(0, prepare, work);
    }

    /** Fails unless {@code work} comes to allocate no more than so many bytes. */
    public static void assertAtMost(long bytes, Runnable prepare, Runnable work) {
        assertAtMost(bytes, prepare, work, PATIENCE_NANOS);
    }

    static void assertAtMost(long bytes, Runnable prepare, Runnable work, long patienceNanos) {
        final ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long start = System.nanoTime();
        int quiet = 0;
        while (quiet < QUIET_RUNS) {
            prepare.run();
            final long before = meter.getCurrentThreadAllocatedBytes();
            work.run();
            final long allocated = meter.getCurrentThreadAllocatedBytes() - before;
            quiet = allocated <= bytes ? quiet + 1 : 0;
            if (quiet == 0 && System.nanoTime() - start > patienceNanos) {
                Assertions.fail("bytes allocated: expected at most " + bytes + ", found " + allocated);
            }
        }
    }
}
