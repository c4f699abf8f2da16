package io.memspike.core.runtime;

import com.lmax.disruptor.RingBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/** Deals one sample after the other out over the ring, to be loaded where it is inferred. A full ring refuses it: counted, and a matter for the idle strategy. */
final class SampleDealer implements Agent {
    private final RingBuffer<InferenceSlot> ring;
    private final NanoClock clock;
    private final int to;
    private int next;
    private long published = -1;
    private long backPressure;

    SampleDealer(int from, int to, RingBuffer<InferenceSlot> ring, NanoClock clock) {
        this.ring = ring;
        this.clock = clock;
        this.next = from;
        this.to = to;
    }

    @Override
    public int doWork() {
        if (isDone()) {
            return 0;
        }
        if (!ring.hasAvailableCapacity(1)) { // this agent is the only producer: what is free stays free
            backPressure++;
            return 0;
        }
        published = ring.next();
        final InferenceSlot slot = ring.get(published);
        slot.sample = next++;
        slot.failure = null;
        slot.publishedNanos = clock.nanoTime();
        ring.publish(published);
        return 1;
    }

    boolean isDone() {
        return next >= to;
    }

    /** Sequence of the last slot published; −1 before the first. */
    long published() {
        return published;
    }

    /** Number of times that the ring was full. */
    long backPressure() {
        return backPressure;
    }

    @Override
    public String roleName() {
        return "sample-dealer";
    }
}
