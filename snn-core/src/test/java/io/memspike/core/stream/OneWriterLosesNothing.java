package io.memspike.core.stream;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** One writer that waits for room, and the reader, over the end of the ring and with more than fits in. */
@JCStressTest
@Outcome(id = "187, 0, 0", expect = Expect.ACCEPTABLE, desc = "every event once, in order")
@Outcome(expect = Expect.FORBIDDEN, desc = "events were lost, torn, doubled or out of order (received, dropped, wrong)")
@State
public class OneWriterLosesNothing {
    private final EventIngest ring = EventIngest.allocate(new IngestSpec(1, 1 << 10, BackPressure.BLOCK));
    private final EventProducer producer = ring.producer(0);
    private final EventConsumer consumer = ring.consumer();
    private final CountedEvents events = new CountedEvents(1);

    public OneWriterLosesNothing() { // seven batches have been: the next but one ends behind the ring's end
        CountedEvents.offer(producer, 0, 7);
        consumer.poll(events);
    }

    @Actor
    public void write() {
        CountedEvents.offer(producer, 0, 10);
        producer.end();
    }

    @Actor
    public void read(III_Result result) {
        try (ring) { // whatever is wrong here, the writer ends
            while (!consumer.hasEnded()) {
                consumer.poll(events);
            }
        }
        result.r1 = (int) consumer.received();
        result.r2 = (int) consumer.dropped();
        result.r3 = events.wrong();
    }
}
