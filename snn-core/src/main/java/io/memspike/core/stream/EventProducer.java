package io.memspike.core.stream;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;

/**
 * Collects events into batches and publishes them. One thread; allocates nothing, but where it waits for a reader for so long that it
 * asks after it.
 *
 * <p>A batch goes out when it is full and at {@link #flush()}: call that whenever there is nothing more to offer for the
 * moment, or else events wait in the batch.
 */
public final class EventProducer {
    private static final int BATCH_EVENTS = 512;

    private final EventIngest ingest;
    private final int number;
    private final RingBuffer ring; // null with DROP_OLDEST
    private final BroadcastTransmitter transmitter; // null else
    private final UnsafeBuffer message;
    private final int capacity;
    private final IdleStrategy idle = new BackoffIdleStrategy();
    private int size;
    private long sequence; // of the batch's first event
    private long dueNanos;
    private long dropped;
    private long blockedBatches;
    private boolean hasEnded;

    EventProducer(EventIngest ingest, int number, AtomicBuffer lane) {
        this.ingest = ingest;
        this.number = number;
        final IngestSpec spec = ingest.spec();
        final int longest;
        if (spec.backPressure() == BackPressure.DROP_OLDEST) {
            ring = null;
            transmitter = new BroadcastTransmitter(lane);
            longest = transmitter.maxMsgLength();
        } else {
            ring = spec.producers() == 1 ? new OneToOneRingBuffer(lane) : new ManyToOneRingBuffer(lane);
            transmitter = null;
            longest = ring.maxMsgLength();
        }
        capacity = Math.min(BATCH_EVENTS, (longest - IngestLayout.FIRST_EVENT) / Long.BYTES);
        message = new UnsafeBuffer(new byte[IngestLayout.FIRST_EVENT + capacity * Long.BYTES]);
    }

    /**
     * Takes an event that is due now.
     *
     * @param event see {@link PackedEvent}
     * @return false if its batch was full and has been dropped
     */
    public boolean offer(long event) {
        return offer(event, size == 0 ? System.nanoTime() : 0);
    }

    /**
     * Takes an event that was due at a given time, by which latency is measured: a producer that comes late must not hide
     * it.
     *
     * @param event see {@link PackedEvent}
     * @param eventDueNanos as of {@link System#nanoTime()}
     * @return false if its batch was full and has been dropped
     */
    public boolean offer(long event, long eventDueNanos) {
        if (size == 0) {
            dueNanos = eventDueNanos;
        }
        message.putLong(IngestLayout.FIRST_EVENT + size * Long.BYTES, event);
        size++;
        return size < capacity || flush();
    }

    /**
     * Publishes the events that are still in the batch.
     *
     * @return false if they were dropped: as the policy says, or because the consumer has gone or this thread was
     *     interrupted while it waited
     */
    public boolean flush() {
        if (size == 0) {
            return true;
        }
        final boolean isIn = publish(IngestLayout.EVENTS, IngestLayout.FIRST_EVENT + size * Long.BYTES);
        dropped += isIn ? 0 : size;
        sequence += size;
        size = 0;
        return isIn;
    }

    /**
     * Flushes, then ends this producer's stream. The end is never dropped: with any policy it waits for room.
     *
     * @return false if the consumer has gone or this thread was interrupted
     */
    public boolean end() {
        flush();
        hasEnded = true;
        dueNanos = System.nanoTime();
        return publish(IngestLayout.END, IngestLayout.FIRST_EVENT);
    }

    /** Whether {@link #end()} was called. */
    public boolean hasEnded() {
        return hasEnded;
    }

    private boolean publish(int type, int length) {
        message.putInt(IngestLayout.PRODUCER, number);
        message.putLong(IngestLayout.SEQUENCE, sequence);
        message.putLong(IngestLayout.DUE_NANOS, dueNanos);
        if (ingest.isClosed()) {
            return false;
        }
        if (transmitter != null) {
            transmitter.transmit(type, message, 0, length);
            return true;
        }
        if (write(type, length)) {
            return true;
        }
        if (type == IngestLayout.EVENTS && ingest.spec().backPressure() == BackPressure.DROP_NEWEST) {
            return false;
        }
        return writeWhenThereIsRoom(type, length);
    }

    private boolean writeWhenThereIsRoom(int type, int length) {
        blockedBatches++;
        idle.reset();
        long asked = System.nanoTime();
        while (!write(type, length)) {
            if (ingest.isClosed() || Thread.currentThread().isInterrupted()) {
                return false;
            }
            if (System.nanoTime() - asked > IngestLayout.SILENCE_NANOS) {
                if (ingest.hasReaderGone()) {
                    return false;
                }
                asked = System.nanoTime();
            }
            idle.idle();
        }
        return true;
    }

    private boolean write(int type, int length) {
        return ring.write(type, (DirectBuffer) message, 0, length);
    }

    /** Events offered so far. */
    public long offered() {
        return sequence + size;
    }

    /** Events that found no room. With {@link BackPressure#DROP_OLDEST} only the consumer knows what it missed. */
    public long dropped() {
        return dropped;
    }

    /** Batches that had to wait for room. */
    public long blockedBatches() {
        return blockedBatches;
    }
}
