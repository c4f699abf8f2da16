package io.memspike.core.stream;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One writer that writes over what is oldest, and the reader that it overtakes. */
@JCStressTest
@Outcome(
        id = "11077, 0",
        expect = Expect.ACCEPTABLE,
        desc = "every event came whole or was counted as dropped, in order")
@Outcome(expect = Expect.FORBIDDEN, desc = "events were lost uncounted, torn, doubled or out of order (counted, wrong)")
@State
public class WhatIsOvertakenIsNeverTorn {
    private final EventIngest ring = EventIngest.allocate(new IngestSpec(1, 1 << 10, BackPressure.DROP_OLDEST));
    private final EventProducer producer = ring.producer(0);
    private final EventConsumer consumer = ring.consumer();
    private final CountedEvents events = new CountedEvents(1);

    public WhatIsOvertakenIsNeverTorn() {
        CountedEvents.offer(producer, 0, 7);
    }

    @Actor
    public void write() {
        CountedEvents.offer(producer, 0, 1_000); // 125 times round: the reader is held up in a copy, now and then
        producer.end();
    }

    @Actor
    public void read(II_Result result) {
        try (ring) { // whatever is wrong here, the writer ends
            while (!consumer.hasEnded()) {
                consumer.poll(events);
            }
        }
        result.r1 = (int) (consumer.received() + consumer.dropped());
        result.r2 = events.wrong();
    }
}
