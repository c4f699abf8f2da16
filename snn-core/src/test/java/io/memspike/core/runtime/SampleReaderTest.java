package io.memspike.core.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.YieldingWaitStrategy;
import io.memspike.core.EventFrames;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.AgentInvoker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SampleReaderTest {
    private static final int SLOTS = 4;

    private final SyntheticSamples samples = new SyntheticSamples(20) {
        @Override
        public void load(int sample, EventFrames into) {
            if (sample == 13) {
                throw new IllegalStateException("torn");
            }
            super.load(sample, into);
        }
    };
    private final RingBuffer<InferenceSlot> ring = RingBuffer.createSingleProducer(
            () -> new InferenceSlot(
                    EventFrames.of(samples),
                    new InferenceResult(SyntheticSamples.STEPS, SyntheticSamples.CLASSES, false)),
            SLOTS,
            new YieldingWaitStrategy());
    private final Sequence consumed = new Sequence();
    private long now = 1_000;
    private final SampleReader reader = new SampleReader(samples, 10, 16, ring, () -> now);
    private final List<Throwable> errors = new ArrayList<>();
    private final AgentInvoker invoker = new AgentInvoker(errors::add, null, reader);

    @BeforeEach
    void start() {
        ring.addGatingSequences(consumed);
        invoker.start();
    }

    @AfterEach
    void stop() {
        invoker.close();
        assertTrue(errors.isEmpty());
    }

    @Test
    void shouldLoadOneSampleForEachSliceOfWork() {
        now = 1_234;

        assertEquals(1, invoker.invoke());

        final InferenceSlot slot = ring.get(0);
        assertEquals(0, ring.getCursor());
        assertEquals(10, slot.sample);
        assertEquals(10 % SyntheticSamples.CLASSES, slot.result.label);
        assertEquals(1_234, slot.publishedNanos);
        assertNull(slot.failure);
    }

    @Test
    void shouldCountBackPressureAndGoOnWhenASlotIsReleased() {
        for (int i = 0; i < SLOTS; i++) {
            assertEquals(1, invoker.invoke());
        }

        assertEquals(0, invoker.invoke());
        assertEquals(0, invoker.invoke());
        assertEquals(2, reader.backPressure());
        assertEquals(SLOTS - 1, reader.published());

        consumed.set(0);
        assertEquals(1, invoker.invoke());
        assertEquals(14, ring.get(SLOTS).sample);
    }

    @Test
    void shouldMarkTheSlotAndGoOnWhenASampleCannotBeLoaded() {
        for (int i = 0; i < SLOTS; i++) {
            invoker.invoke();
        }
        assertEquals(13, ring.get(3).failure.sample());
        assertInstanceOf(IllegalStateException.class, ring.get(3).failure.getCause());
        consumed.set(3);

        invoker.invoke();
        assertFalse(reader.isDone());
        invoker.invoke();

        assertTrue(reader.isDone());
        assertEquals(0, invoker.invoke());
        assertEquals(5, reader.published());
        assertNull(ring.get(5).failure);
    }
}
