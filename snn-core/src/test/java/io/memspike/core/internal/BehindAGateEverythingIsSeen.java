package io.memspike.core.internal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** Two threads that pass a gate three times: what one wrote before is what the other reads behind it. */
@JCStressTest
@Outcome(id = "1, 1, 2, 2", expect = Expect.ACCEPTABLE, desc = "both saw what the other had written, each time")
@Outcome(expect = Expect.FORBIDDEN, desc = "one passed early, or saw less")
@State
public class BehindAGateEverythingIsSeen {
    private final Gate gate = new Gate(2);
    private int left; // plain memory: only the gate orders what is written and read
    private int right;

    @Actor
    public void left(IIII_Result result) {
        left = 1;
        gate.pass();
        result.r1 = right;
        gate.pass();
        left = 2;
        gate.pass();
        result.r3 = right;
    }

    @Actor
    public void right(IIII_Result result) {
        right = 1;
        gate.pass();
        result.r2 = left;
        gate.pass();
        right = 2;
        gate.pass();
        result.r4 = left;
    }
}
