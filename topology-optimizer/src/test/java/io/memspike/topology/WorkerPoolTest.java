package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerPoolTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void shouldRunEveryTaskOnceAndEachWorkerOneAtATime(int threads) {
        final AtomicIntegerArray runs = new AtomicIntegerArray(100);
        final AtomicIntegerArray busy = new AtomicIntegerArray(threads);
        try (WorkerPool pool = new WorkerPool(threads)) {
            for (int round = 0; round < 3; round++) {
                pool.run(100, (worker, number) -> {
                    assertEquals(1, busy.incrementAndGet(worker));
                    runs.incrementAndGet(number);
                    busy.decrementAndGet(worker);
                });
            }
            pool.run(0, (worker, number) -> {
                throw new AssertionError("there is no task");
            });
        }

        for (int i = 0; i < 100; i++) {
            assertEquals(3, runs.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldBeginEachRoundWithTheSamePartOfAWorker(int threads) {
        final int[][] firsts = new int[3][threads]; // [round][worker]
        try (WorkerPool pool = new WorkerPool(threads)) {
            for (final int[] first : firsts) {
                final CountDownLatch allHaveOne = new CountDownLatch(threads);
                pool.run(10, (worker, number) -> {
                    first[worker] = allHaveOne.getCount() == 0 ? first[worker] : number;
                    allHaveOne.countDown();
                    awaitCancelled(allHaveOne);
                });
            }
        }

        for (final int[] first : firsts) {
            for (int worker = 0; worker < threads; worker++) {
                assertEquals(10 * worker / threads, first[worker]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldShowEveryRoundWhatTheRoundBeforeWrote(int threads) {
        final int[] cells = new int[64]; // plain memory: only the rounds order what is written and read
        try (WorkerPool pool = new WorkerPool(threads)) {
            for (int round = 0; round < 2_000; round++) {
                final int expected = round;
                pool.run(cells.length, (worker, number) -> {
                    if (cells[number] != expected || cells[(number + 1) % cells.length] < expected) {
                        throw new AssertionError("round " + expected + ": found " + cells[number]);
                    }
                    cells[number] = expected + 1;
                });
            }
        }

        for (final int cell : cells) {
            assertEquals(2_000, cell);
        }
    }

    @Test
    void shouldHandOnAnExceptionAndWorkOn() {
        final IllegalArgumentException failure = new IllegalArgumentException("task 3");
        final int[] sum = new int[1];
        try (WorkerPool pool = new WorkerPool(2)) {
            assertSame(
                    failure,
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> pool.run(10, (worker, number) -> {
                                if (number == 3) {
                                    throw failure;
                                }
                            })));
            pool.run(1, (worker, number) -> sum[0] += 7);
        }

        assertEquals(7, sum[0]);
    }

    @Test
    void shouldHandOnAnError() {
        final StackOverflowError failure = new StackOverflowError();
        try (WorkerPool pool = new WorkerPool(2)) {
            assertSame(
                    failure,
                    assertThrows(
                            StackOverflowError.class,
                            () -> pool.run(2, (worker, number) -> {
                                throw failure;
                            })));
        }
    }

    @Test
    void shouldTellWhenItIsInterrupted() {
        try (WorkerPool pool = new WorkerPool(1)) {
            final CountDownLatch never = new CountDownLatch(1); // a task that ends by itself might end before the wait
            Thread.currentThread().interrupt();

            assertThrows(IllegalStateException.class, () -> pool.run(1, (worker, number) -> awaitCancelled(never)));
            assertTrue(Thread.interrupted()); // and cleared for the tests to come
        }
    }

    private static void awaitCancelled(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldRefuseToHaveNoThread() {
        assertEquals(
                "threads: expected at least 1, found 0",
                assertThrows(IllegalArgumentException.class, () -> new WorkerPool(0))
                        .getMessage());
    }
}
