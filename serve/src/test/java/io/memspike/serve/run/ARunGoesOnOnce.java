package io.memspike.serve.run;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two clients that ask for the same run to go on. */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "one was told that it is in line, and it is done")
@Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "the other was")
@Outcome(expect = Expect.FORBIDDEN, desc = "two attempts at once, or none (told, told, not done)")
@State
public class ARunGoesOnOnce {
    private final TriedStore tried = new TriedStore();
    private final int id = tried.cancelled();

    @Actor
    public void resumeOne(III_Result result) {
        result.r1 = tried.resume(id);
    }

    @Actor
    public void resumeAnother(III_Result result) {
        result.r2 = tried.resume(id);
    }

    @Arbiter
    public void look(III_Result result) {
        tried.letGo();
        result.r3 = tried.await(id).state() == RunState.DONE ? 0 : 1;
        tried.kept(id);
        tried.remove();
    }
}
