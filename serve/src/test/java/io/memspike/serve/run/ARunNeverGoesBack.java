package io.memspike.serve.run;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A client that cancels a run, and one that looks, while the store does it. */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = Expect.ACCEPTABLE, desc = "it ended once, done or cancelled, and stayed so")
@Outcome(expect = Expect.FORBIDDEN, desc = "a state was not the next (went back, ended otherwise, other on disk)")
@State
public class ARunNeverGoesBack {
    private final TriedStore tried = new TriedStore();
    private final int id = tried.start();

    @Actor
    public void cancel() {
        tried.letGo();
        tried.cancel(id);
    }

    @Actor
    public void look(III_Result result) {
        final RunState[] before = {RunState.QUEUED};
        final RunState ended = tried.await(id, now -> {
                    result.r1 += now.compareTo(before[0]) < 0 ? 1 : 0;
                    before[0] = now;
                })
                .state();
        result.r2 = ended == RunState.DONE || ended == RunState.CANCELLED ? 0 : 1;
    }

    @Arbiter
    public void lookAgain(III_Result result) {
        final RunRecord ended = tried.store().get(id);
        result.r3 = ended.equals(tried.kept(id)) ? 0 : 1;
        tried.remove();
    }
}
