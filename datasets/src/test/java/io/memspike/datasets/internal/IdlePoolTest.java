package io.memspike.datasets.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.testing.Allocation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Things that threads take by turns. */
class IdlePoolTest {
    private static final int THREADS = 4;
    private static final int TURNS = 50_000;

    @Test
    void shouldGiveWhatIsBackAndMakeWhatIsNot() {
        final IdlePool<Object> pool = new IdlePool<>(Object::new);
        final Object first = pool.take();
        final Object second = pool.take();
        assertNotSame(first, second);
        pool.giveBack(first);
        assertSame(first, pool.take());
    }

    @Test
    void shouldLetGoWhatItHasNoPlaceFor() {
        final AtomicInteger made = new AtomicInteger();
        final IdlePool<Integer> pool = new IdlePool<>(made::incrementAndGet);
        final List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            taken.add(pool.take());
        }
        taken.forEach(pool::giveBack);
        for (int i = 0; i < 10_000; i++) {
            pool.take();
        }
        assertTrue(made.get() > 10_000 && made.get() < 20_000, made + " made");
    }

    @Test
    void shouldAllocateNothingOnceItHasGrown() {
        final IdlePool<Object> pool = new IdlePool<>(Object::new);
        Allocation.assertNone(() -> pool.giveBack(pool.take()));
    }

    @Test
    void shouldLendEachToOneThreadAtATime() throws Exception {
        final IdlePool<AtomicBoolean> pool = new IdlePool<>(AtomicBoolean::new);
        final Callable<Integer> work = () -> {
            int shared = 0;
            for (int i = 0; i < TURNS; i++) {
                final AtomicBoolean isInUse = pool.take();
                shared += isInUse.getAndSet(true) ? 1 : 0;
                isInUse.set(false);
                pool.giveBack(isInUse);
            }
            return shared;
        };
        final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (final Future<Integer> shared : threads.invokeAll(List.of(work, work, work, work))) {
                assertEquals(0, shared.get());
            }
        } finally {
            threads.shutdown();
        }
    }
}
