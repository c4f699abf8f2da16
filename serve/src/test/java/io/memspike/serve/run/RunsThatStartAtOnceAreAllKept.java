package io.memspike.serve.run;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two clients that put a run in line at once. */
@JCStressTest
@Outcome(id = "3, 2, 2", expect = Expect.ACCEPTABLE, desc = "each has a number of its own, is listed and kept")
@Outcome(expect = Expect.FORBIDDEN, desc = "a run was lost (sum of numbers, listed, on disk)")
@State
public class RunsThatStartAtOnceAreAllKept {
    private final TriedStore tried = new TriedStore();
    private int one;
    private int other;

    @Actor
    public void startOne() {
        one = tried.start();
    }

    @Actor
    public void startAnother() {
        other = tried.start();
    }

    @Arbiter
    public void look(III_Result result) {
        result.r1 = one + other;
        result.r2 = (int) tried.store().all().stream()
                .filter(run -> run.id() == one || run.id() == other)
                .count();
        result.r3 = (tried.kept(one).id() == one ? 1 : 0) + (tried.kept(other).id() == other ? 1 : 0);
        tried.remove();
    }
}
