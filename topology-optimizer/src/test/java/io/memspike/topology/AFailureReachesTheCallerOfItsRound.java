package io.memspike.topology;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A round of which a task fails on either thread, and the round behind it. */
@JCStressTest
@Outcome(id = "1, 4", expect = Expect.ACCEPTABLE, desc = "the caller was told, and the next round was whole")
@Outcome(expect = Expect.FORBIDDEN, desc = "a failure was lost, or stayed (told, tasks of the next round)")
@State
public class AFailureReachesTheCallerOfItsRound {
    private static final int TASKS = 4;

    private final int[] next = new int[TASKS];
    private Thread other; // runs as the second actor
    private final WorkerPool pool = new WorkerPool(2, thread -> other = thread);

    @Actor
    public void call(II_Result result) {
        try {
            pool.run(TASKS, (worker, number) -> {
                if (number == TASKS - 1) { // of the other thread's part, which the caller takes where it is slow
                    throw new IllegalArgumentException("task");
                }
            });
        } catch (IllegalArgumentException e) {
            result.r1 = 1;
        }
        pool.run(TASKS, (worker, number) -> next[number]++);
        pool.close();
        for (final int done : next) {
            result.r2 += done;
        }
    }

    @Actor
    public void serve() {
        other.run();
    }
}
