package io.memspike.topology;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two rounds of a pool's caller and its other thread, which then ends as the pool is closed. */
@JCStressTest
@Outcome(
        id = "7, 7, 0",
        expect = Expect.ACCEPTABLE,
        desc = "all tasks once in each round, seen by the next and by the caller")
@Outcome(expect = Expect.FORBIDDEN, desc = "a task was lost, done twice or not seen (first round, second, not seen)")
@State
public class EveryTaskIsDoneOnceAndSeen {
    private static final int TASKS = 7;

    private final int[] first = new int[TASKS]; // plain memory: only the rounds order what is written and read
    private final int[] second = new int[TASKS];
    private final int[] unseen = new int[TASKS];
    private Thread other; // runs as the second actor
    private final WorkerPool pool = new WorkerPool(2, thread -> other = thread);

    @Actor
    public void call(III_Result result) {
        pool.run(TASKS, (worker, number) -> first[number]++);
        for (final int done : first) {
            result.r1 += done;
            result.r3 += done == 1 ? 0 : 1;
        }
        pool.run(TASKS, (worker, number) -> {
            second[number]++;
            unseen[number] = first[TASKS - 1 - number] == 1 ? 0 : 1; // which the other thread may have done
        });
        pool.close();
        for (int i = 0; i < TASKS; i++) {
            result.r2 += second[i];
            result.r3 += unseen[i];
        }
    }

    @Actor
    public void serve() {
        other.run();
    }
}
