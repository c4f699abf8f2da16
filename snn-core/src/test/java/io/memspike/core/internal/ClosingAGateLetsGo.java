package io.memspike.core.internal;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** Who waits at a gate, or comes to it, finds out that it has been closed. */
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "who waited went on")
@Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "somebody waits for those who never come")
@State
public class ClosingAGateLetsGo {
    private final Gate gate = new Gate(2);

    @Actor
    public void pass() {
        while (gate.pass()) {
            Thread.onSpinWait();
        }
    }

    @Signal
    public void close() {
        gate.close();
    }
}
