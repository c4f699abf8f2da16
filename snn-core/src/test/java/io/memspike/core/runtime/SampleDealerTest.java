package io.memspike.core.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.YieldingWaitStrategy;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.AgentInvoker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SampleDealerTest {
    private static final int SLOTS = 4;

    private final RingBuffer<InferenceSlot> ring = RingBuffer.createSingleProducer(
            () -> new InferenceSlot(new InferenceResult(SyntheticSamples.STEPS, SyntheticSamples.CLASSES, false)),
            SLOTS,
            new YieldingWaitStrategy());
    private final Sequence consumed = new Sequence();
    private long now = 1_000;
    private final SampleDealer dealer = new SampleDealer(10, 16, ring, () -> now);
    private final List<Throwable> errors = new ArrayList<>();
    private final AgentInvoker invoker = new AgentInvoker(errors::add, null, dealer);

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
    void shouldDealOneSampleForEachSliceOfWork() {
        now = 1_234;

        assertEquals(1, invoker.invoke());

        final InferenceSlot slot = ring.get(0);
        assertEquals(0, ring.getCursor());
        assertEquals(10, slot.sample);
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
        assertEquals(2, dealer.backPressure());
        assertEquals(SLOTS - 1, dealer.published());

        consumed.set(0);
        assertEquals(1, invoker.invoke());
        assertEquals(14, ring.get(SLOTS).sample);
    }

    @Test
    void shouldEndWithTheLastSampleAndForgetAnEarlierFailure() {
        ring.get(1).fail("loading", new IllegalStateException("of the sample before"));
        for (int i = 0; i < SLOTS; i++) {
            invoker.invoke();
        }
        assertNull(ring.get(1).failure);
        consumed.set(3);

        invoker.invoke();
        assertFalse(dealer.isDone());
        invoker.invoke();

        assertTrue(dealer.isDone());
        assertEquals(0, invoker.invoke());
        assertEquals(5, dealer.published());
    }
}
