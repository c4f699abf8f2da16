package io.memspike.core.stream;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/** A writer that waits for room sees that the reader has closed the ring. */
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "the writer went on")
@Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "the writer waits for a reader that has gone")
@State
public class ClosingEndsAWaitForRoom {
    private final EventIngest ring = EventIngest.allocate(new IngestSpec(1, 1 << 10, BackPressure.BLOCK));
    private final EventProducer producer = ring.producer(0);

    @Actor
    public void write() {
        CountedEvents.offer(producer, 0, 100);
    }

    @Signal
    public void close() {
        ring.close();
    }
}
