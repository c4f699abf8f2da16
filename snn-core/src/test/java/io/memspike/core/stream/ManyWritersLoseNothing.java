package io.memspike.core.stream;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two writers of one ring, over its end; one of them reads between what it writes. */
@JCStressTest
@Outcome(id = "143, 0, 0", expect = Expect.ACCEPTABLE, desc = "every event of both once, each writer's in order")
@Outcome(expect = Expect.FORBIDDEN, desc = "events were lost, torn, doubled or out of order (received, dropped, wrong)")
@State
public class ManyWritersLoseNothing {
    private final EventIngest ring = EventIngest.allocate(new IngestSpec(2, 1 << 10, BackPressure.BLOCK));
    private final EventProducer[] producers = {ring.producer(0), ring.producer(1)};
    private final EventConsumer consumer = ring.consumer();
    private final CountedEvents events = new CountedEvents(2);

    public ManyWritersLoseNothing() {
        CountedEvents.offer(producers[0], 0, 6);
        consumer.poll(events);
    }

    @Actor
    public void write() {
        CountedEvents.offer(
                producers[0],
                0,
                3); // with the other's, less than the ring holds: nobody waits, the reader least of all
        producers[0].end();
    }

    @Actor
    public void writeAndRead() {
        for (int i = 0; i < 4; i++) {
            CountedEvents.offer(producers[1], 1, 1);
            consumer.poll(events);
        }
        producers[1].end();
    }

    @Arbiter
    public void read(III_Result result) {
        for (int i = 0; i < 4; i++) { // what is left is less than that
            consumer.poll(events);
        }
        result.r1 = (int) consumer.received();
        result.r2 = (int) consumer.dropped();
        result.r3 = events.wrong();
    }
}
