package io.memspike.core.stream;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastReceiver;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;

/**
 * Takes batches out of an ingest, each producer's in its order, and counts what never arrived. One thread; allocates
 * nothing.
 */
public final class EventConsumer {
    private static final int MESSAGES_PER_POLL = 16;

    private final IngestSpec spec;
    private final AtomicBuffer[] lanes;
    private final RingBuffer ring; // null with DROP_OLDEST
    private final BroadcastReceiver[] receivers; // one a producer; null else
    private final MessageHandler onMessage = (type, buffer, offset, length) -> accept(type, buffer, offset, length);
    private final UnsafeBuffer copy;
    private final long[] events;
    private final long[] expected; // each producer's next sequence
    private EventHandler handler;
    private int delivered;
    private int ended;
    private long received;
    private long dropped;
    private long endNanos;

    EventConsumer(IngestSpec spec, AtomicBuffer[] lanes) {
        this.spec = spec;
        this.lanes = lanes;
        final int longest = spec.ringBytes() / 8;
        events = new long[longest / Long.BYTES];
        copy = new UnsafeBuffer(new byte[longest]);
        expected = new long[spec.producers()];
        if (spec.backPressure() == BackPressure.DROP_OLDEST) {
            ring = null;
            receivers = new BroadcastReceiver[lanes.length];
            for (int i = 0; i < lanes.length; i++) {
                receivers[i] = new BroadcastReceiver(lanes[i]);
            }
        } else {
            ring = spec.producers() == 1 ? new OneToOneRingBuffer(lanes[0]) : new ManyToOneRingBuffer(lanes[0]);
            receivers = null;
        }
    }

    /**
     * Hands over what has arrived, up to a few batches.
     *
     * @param to receives them
     * @return number of events; 0 if there was nothing
     * @throws IllegalStateException if a producer wrote what is no message
     */
    public int poll(EventHandler to) {
        handler = to;
        delivered = 0;
        if (ring != null) {
            ring.read(onMessage, MESSAGES_PER_POLL);
        } else {
            for (int lane = 0; lane < receivers.length; lane++) {
                receive(lane);
            }
        }
        return delivered;
    }

    /**
     * Hands over everything until all producers have ended.
     *
     * @param to receives it
     * @param idle what to do while there is nothing
     * @return false if this thread was interrupted
     */
    public boolean drain(EventHandler to, IdleStrategy idle) {
        while (!hasEnded()) {
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            idle.idle(poll(to));
        }
        return true;
    }

    private void receive(int lane) {
        for (int i = 0; i < MESSAGES_PER_POLL && receivers[lane].receiveNext(); i++) {
            final BroadcastReceiver receiver = receivers[lane];
            final int type = receiver.typeId();
            final int length = receiver.length();
            final boolean isWhole = length >= 0
                    && length <= copy.capacity()
                    && receiver.offset() + length <= receiver.buffer().capacity();
            if (isWhole) {
                copy.putBytes(0, receiver.buffer(), receiver.offset(), length);
            }
            if (isWhole && receiver.validate()) {
                accept(type, copy, 0, length);
            } else {
                // overwritten while it was read: the length, from which this one steps on, may have been anything
                receivers[lane] = new BroadcastReceiver(lanes[lane]);
            }
        }
    }

    private void accept(int type, DirectBuffer buffer, int offset, int length) {
        final int bytes = length - IngestLayout.FIRST_EVENT;
        if (bytes < 0 || bytes % Long.BYTES != 0 || (type == IngestLayout.END) != (bytes == 0)) {
            throw new IllegalStateException("event ring: message: expected type 1 with events or type 2 without, found"
                    + " type=" + type + " length=" + length);
        }
        final int producer = buffer.getInt(offset + IngestLayout.PRODUCER);
        final long sequence = buffer.getLong(offset + IngestLayout.SEQUENCE);
        if (producer < 0 || producer >= spec.producers() || sequence < expected[producer]) {
            throw new IllegalStateException("event ring: message: expected a producer below " + spec.producers()
                    + " with growing sequence, found producer=" + producer + " sequence=" + sequence);
        }
        final int count = bytes / Long.BYTES;
        dropped += sequence - expected[producer];
        expected[producer] = sequence + count;
        final long dueNanos = buffer.getLong(offset + IngestLayout.DUE_NANOS);
        if (type == IngestLayout.END) {
            ended++;
            endNanos = dueNanos;
            return;
        }
        final long[] into = events;
        for (int i = 0; i < count; i++) {
            into[i] = buffer.getLong(offset + IngestLayout.FIRST_EVENT + i * Long.BYTES);
        }
        received += count;
        delivered += count;
        handler.onEvents(into, count, dueNanos);
    }

    /** Whether all producers have ended and everything was handed over. */
    public boolean hasEnded() {
        return ended == spec.producers();
    }

    /** When the last of them ended, as of {@link System#nanoTime()}; 0 before. */
    public long endNanos() {
        return endNanos;
    }

    /** Events handed over. */
    public long received() {
        return received;
    }

    /** Events that producers offered and that never arrived: complete once the stream has ended. */
    public long dropped() {
        return dropped;
    }
}
