package io.memspike.serve.run;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A client that asks for a run to go on, and one that removes it. */
@JCStressTest
@Outcome(id = "1, 0, 2", expect = Expect.ACCEPTABLE, desc = "it goes on, and is listed and kept")
@Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "it was removed, and nothing is left")
@Outcome(expect = Expect.FORBIDDEN, desc = "both were told so, or neither, or it came back (goes on, removed, left)")
@State
public class ARemovedRunStaysAway {
    private final TriedStore tried = new TriedStore();
    private final int id = tried.cancelled();

    @Actor
    public void resume(III_Result result) {
        result.r1 = tried.resume(id);
    }

    @Actor
    public void delete(III_Result result) {
        result.r2 = tried.delete(id);
    }

    @Arbiter
    public void look(III_Result result) {
        result.r3 = tried.store().all().size() + (tried.kept(id) == null ? 0 : 1);
        tried.remove();
    }
}
