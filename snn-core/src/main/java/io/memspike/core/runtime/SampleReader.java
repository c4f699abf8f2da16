package io.memspike.core.runtime;

import com.lmax.disruptor.RingBuffer;
import io.memspike.core.EventSamples;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.NanoClock;

/** Loads one sample after the other onto the ring. A full ring refuses it: counted, and a matter for the idle strategy. */
final class SampleReader implements Agent {
    private final EventSamples samples;
    private final RingBuffer<InferenceSlot> ring;
    private final NanoClock clock;
    private final int to;
    private int next;
    private long published = -1;
    private long backPressure;

    SampleReader(EventSamples samples, int from, int to, RingBuffer<InferenceSlot> ring, NanoClock clock) {
        this.samples = samples;
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
        try {
            fill(ring.get(published));
        } finally {
            ring.publish(published);
        }
        next++;
        return 1;
    }

    private void fill(InferenceSlot slot) {
        slot.sample = next;
        slot.failure = null;
        try {
            samples.load(next, slot.frames);
            slot.result.label = samples.label(next);
        } catch (Throwable t) { // whatever it is: it concerns this sample, and the cursor moves on
            slot.fail("loading", t);
        }
        slot.publishedNanos = clock.nanoTime();
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
        return "sample-reader";
    }
}
