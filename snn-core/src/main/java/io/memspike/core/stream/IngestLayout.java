package io.memspike.core.stream;

import io.memspike.core.file.FileFormatException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.broadcast.BroadcastBufferDescriptor;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Bytes of an ingest, in memory and in a mapped file alike; numbers in the byte order of the machine.
 *
 * <pre>
 *    0 +--------------------------------+--------------------------------+
 *      | magic: the bytes "MSPKEVNT"                                     |
 *    8 | version int32 = 1              | policy int32: 0 block,         |
 *      |                                |   1 drop newest, 2 drop oldest |
 *   16 | producers int32                | ringBytes int32                |
 *   24 | closed int32: 1 = reader gone  | int32: 1 = a reader has come, 2 = who made it holds a lock
 *   32 | producers that have come: 8 times int32, producer p is bit p mod 32 of the (p / 32)th; then zeros
 *  128 +--------------------------------+--------------------------------+
 *      | lane 0: ring of ringBytes, then its trailer                     |
 *      +-----------------------------------------------------------------+
 *      | lane 1 … producers − 1, with policy 2 only                      |
 *      +-----------------------------------------------------------------+
 * </pre>
 *
 * <p>A lane is an Agrona buffer: a broadcast buffer with policy 2, else a one-to-one ring for one producer and a
 * many-to-one ring for several. A message is
 *
 * <pre>
 *    0 | producer int32                 | zeros                          |
 *    8 | sequence int64: events that this producer offered before these  |
 *   16 | dueNanos int64: when the first of them was due, monotonic clock |
 *   24 | events, int64 each, see PackedEvent                             |
 * </pre>
 *
 * <p>of type {@link #EVENTS}, or of type {@link #END} without events. Sequences count dropped events too: gaps are what
 * was lost.
 */
final class IngestLayout {
    static final int EVENTS = 1;
    static final int END = 2;

    static final int PRODUCER = 0;
    static final int SEQUENCE = 8;
    static final int DUE_NANOS = 16;
    static final int FIRST_EVENT = 24;

    /** Who has waited so long for the other end asks whether it is still there: 0.1 s. */
    static final long SILENCE_NANOS = 100_000_000;

    static final int VERSION = 1;
    static final int HEADER_BYTES = 128;
    static final int CLOSED_AT = 24;
    private static final int READER_AT = 28;
    private static final int CAME_AT = 32;
    private static final int VERSION_AT = 8;
    private static final int POLICY_AT = 12;
    private static final int PRODUCERS_AT = 16;
    private static final int RING_BYTES_AT = 20;
    private static final byte[] MAGIC = "MSPKEVNT".getBytes(StandardCharsets.US_ASCII);

    private IngestLayout() {}

    static int lanes(IngestSpec spec) {
        return spec.backPressure() == BackPressure.DROP_OLDEST ? spec.producers() : 1;
    }

    static int laneBytes(IngestSpec spec) {
        return spec.ringBytes()
                + (spec.backPressure() == BackPressure.DROP_OLDEST
                        ? BroadcastBufferDescriptor.TRAILER_LENGTH
                        : RingBufferDescriptor.TRAILER_LENGTH);
    }

    static int bytes(IngestSpec spec) {
        final long bytes = HEADER_BYTES + (long) lanes(spec) * laneBytes(spec);
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("ingest: expected rings of at most 2 GB together, found " + spec);
        }
        return (int) bytes;
    }

    /** Where the header says that somebody has come, see {@link RingWatch}. */
    static int mark(int who) {
        return who >= RingWatch.READER ? READER_AT : CAME_AT + who / Integer.SIZE * Integer.BYTES;
    }

    /** The bit that says it. */
    static int markBit(int who) {
        return who >= RingWatch.READER ? 1 << who - RingWatch.READER : 1 << who % Integer.SIZE;
    }

    static void write(IngestSpec spec, AtomicBuffer area) {
        area.putBytes(0, MAGIC);
        area.putInt(VERSION_AT, VERSION);
        area.putInt(POLICY_AT, spec.backPressure().ordinal());
        area.putInt(PRODUCERS_AT, spec.producers());
        area.putInt(RING_BYTES_AT, spec.ringBytes());
    }

    /** What a file's header says, checked against the file's length. */
    static IngestSpec read(Object file, AtomicBuffer area) throws FileFormatException {
        final byte[] magic = new byte[MAGIC.length];
        area.getBytes(0, magic);
        if (!java.util.Arrays.equals(magic, MAGIC)) {
            throw new FileFormatException(
                    file, "offset 0", "an event ring (MSPKEVNT)", java.util.Arrays.toString(magic));
        }
        if (area.getInt(VERSION_AT) != VERSION) {
            final boolean isForeign = Integer.reverseBytes(area.getInt(VERSION_AT)) == VERSION;
            throw new FileFormatException(
                    file,
                    "offset " + VERSION_AT,
                    "version " + VERSION,
                    isForeign ? "another byte order than " + ByteOrder.nativeOrder() : area.getInt(VERSION_AT));
        }
        final int policy = area.getInt(POLICY_AT);
        if (policy < 0 || policy >= BackPressure.values().length) {
            throw new FileFormatException(file, "offset " + POLICY_AT, "a policy from 0 to 2", policy);
        }
        final IngestSpec spec;
        final int bytes;
        try {
            spec = new IngestSpec(area.getInt(PRODUCERS_AT), area.getInt(RING_BYTES_AT), BackPressure.values()[policy]);
            bytes = bytes(spec);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": offset " + PRODUCERS_AT + ": " + e.getMessage());
        }
        if (area.capacity() != bytes) {
            throw new FileFormatException(file, "length", bytes + " bytes", area.capacity());
        }
        return spec;
    }
}
