package io.memspike.core.stream;

import java.util.Arrays;
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
 * nothing while there is something to take. Where a file has been silent for a tenth of a second it asks after its producers: who has
 * gone without an end has ended with what it sent.
 */
public final class EventConsumer {
    private static final int MESSAGES_PER_POLL = 16;
    private static final int STUCK_SILENCES = 10; // a second: who is only slow fills its room within it

    private final IngestSpec spec;
    private final AtomicBuffer[] lanes;
    private final RingBuffer ring; // null with DROP_OLDEST
    private final BroadcastReceiver[] receivers; // one a producer; null else
    private final MessageHandler onMessage = (type, buffer, offset, length) -> accept(type, buffer, offset, length);
    private final UnsafeBuffer copy;
    private final long[] events;
    private final long[] expected; // each producer's next sequence
    private final RingWatch watch; // null within a process
    private final Stay[] stays; // each producer's
    private EventHandler handler;
    private boolean isHanding; // over to the handler, whose failures are its own
    private int delivered;
    private int ended;
    private long received;
    private long dropped;
    private long endNanos;
    private int gone;
    private boolean isSilent;
    private long blockedAt = -1;
    private int blockedSilences;
    private int stepped; // over messages that were left unfinished
    private long silentNanos; // since when, or since it was last asked after producers

    /** How long a producer has been there. */
    private enum Stay {
        /** It is there, or still to come. */
        UNTIL_NOW,
        /** Its process has ended: what is in the ring is all. */
        GONE,
        /** It has ended. */
        ENDED
    }

    /** With the ring's watch, null within a process. */
    EventConsumer(IngestSpec spec, AtomicBuffer[] lanes, RingWatch watch) {
        this.spec = spec;
        this.lanes = lanes;
        this.watch = watch;
        stays = new Stay[spec.producers()];
        Arrays.fill(stays, Stay.UNTIL_NOW);
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
        isHanding = false;
        delivered = 0;
        final boolean isAny;
        try {
            isAny = ring != null ? read() : receive();
        } catch (IndexOutOfBoundsException e) { // lengths and positions are what the other process wrote
            if (isHanding) {
                throw e;
            }
            throw new IllegalStateException(
                    "event ring: message: expected one within the ring, found one beyond it", e);
        }
        if (isAny) {
            isSilent = false;
        } else if (watch != null) {
            listen();
        }
        return delivered;
    }

    /** Whether there was something, be it padding. */
    private boolean read() {
        final long before = ring.consumerPosition();
        ring.read(onMessage, MESSAGES_PER_POLL);
        return ring.consumerPosition() != before;
    }

    private boolean receive() {
        boolean isAny = false;
        for (int lane = 0; lane < receivers.length; lane++) {
            isAny |= receive(lane);
        }
        return isAny;
    }

    private void listen() {
        final long now = System.nanoTime();
        if (!isSilent) {
            isSilent = true;
            silentNanos = now;
        } else if (now - silentNanos >= IngestLayout.SILENCE_NANOS) {
            silentNanos = now;
            askAfterProducers(now);
        }
    }

    /**
     * A producer that was gone at one silence, and of which nothing was left at the next, has ended. Behind a message that one of many
     * left unfinished others' may lie whole: nobody ends before it is stepped over.
     */
    private void askAfterProducers(long now) {
        final boolean isBlocked = isBlocked();
        int tearers = gone; // who may have left a message unfinished, each one at most
        boolean isAnyHere = false;
        for (int i = 0; i < stays.length; i++) {
            if (stays[i] == Stay.ENDED) {
                continue;
            }
            if (!watch.hasProducerGone(i)) {
                stays[i] = Stay.UNTIL_NOW;
                isAnyHere = true;
            } else if (stays[i] == Stay.UNTIL_NOW || isBlocked) {
                stays[i] = Stay.GONE;
                tearers++;
            } else {
                endGone(i, now);
            }
        }
        if (isBlocked && blockedSilences >= STUCK_SILENCES && stepped < tearers) {
            if (ring.unblock()) {
                stepped++;
            } else if (!isAnyHere) {
                endAllGone(now); // torn where the ring knows of no message: nothing behind it can be told from what was
                // before
            }
        }
    }

    /** Whether there is room that somebody of many has taken and not yet filled, and for how many silences at the same place. */
    private boolean isBlocked() {
        final long head = ring == null || spec.producers() == 1 ? 0 : ring.consumerPosition();
        if (ring == null || spec.producers() == 1 || ring.producerPosition() <= head) {
            blockedSilences = 0;
            return false;
        }
        blockedSilences = head == blockedAt ? blockedSilences + 1 : 0;
        blockedAt = head;
        return true;
    }

    private void endAllGone(long now) {
        for (int i = 0; i < stays.length; i++) {
            if (stays[i] == Stay.GONE) {
                endGone(i, now);
            }
        }
    }

    private void endGone(int producer, long now) {
        end(producer, now);
        gone++;
    }

    private void end(int producer, long nanos) {
        ended += stays[producer] == Stay.ENDED ? 0 : 1;
        stays[producer] = Stay.ENDED;
        endNanos = nanos;
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

    private boolean receive(int lane) {
        int i = 0;
        for (; i < MESSAGES_PER_POLL && receivers[lane].receiveNext(); i++) {
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
        return i > 0;
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
            end(producer, dueNanos);
            return;
        }
        final long[] into = events;
        for (int i = 0; i < count; i++) {
            into[i] = buffer.getLong(offset + IngestLayout.FIRST_EVENT + i * Long.BYTES);
        }
        received += count;
        delivered += count;
        isHanding = true;
        handler.onEvents(into, count, dueNanos);
        isHanding = false;
    }

    /** Whether all producers have ended, or have {@linkplain #gone() gone}, and everything was handed over. */
    public boolean hasEnded() {
        return ended == spec.producers();
    }

    /** Producers whose process has ended, and they with it, before they said that they had; none within a process. */
    public int gone() {
        return gone;
    }

    /** When the last of them ended, or was found gone, as of {@link System#nanoTime()}; 0 before. */
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
