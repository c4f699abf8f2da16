package io.memspike.core.stream;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One writer that drops what finds no room, and the reader, over the end of the ring. */
@JCStressTest
@Outcome(id = "187, 0", expect = Expect.ACCEPTABLE, desc = "every event came or was counted as dropped, in order")
@Outcome(expect = Expect.FORBIDDEN, desc = "events were lost uncounted, torn, doubled or out of order (counted, wrong)")
@State
public class WhatFindsNoRoomIsCounted {
    private final EventIngest ring = EventIngest.allocate(new IngestSpec(1, 1 << 10, BackPressure.DROP_NEWEST));
    private final EventProducer producer = ring.producer(0);
    private final EventConsumer consumer = ring.consumer();
    private final CountedEvents events = new CountedEvents(1);

    public WhatFindsNoRoomIsCounted() {
        CountedEvents.offer(producer, 0, 7);
        consumer.poll(events);
    }

    @Actor
    public void write() {
        CountedEvents.offer(producer, 0, 10);
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
