package io.memspike.datasets.recording.internal;

import com.google.auto.service.AutoService;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Head;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.RecordingFormat;
import java.io.IOException;

/**
 * Event Stream, version 2: {@code Event Stream}, three bytes of version, a byte of type, and but for generic streams and
 * displays, width and height, u16 little-endian; then events, each behind the time since the one before.
 *
 * <pre>
 *   0 generic  | dt | lengths, 7 bits and whether another follows | that many bytes |     255 adds 254 µs
 *   1 DVS      | dt, 7 bits, and ON | x, u16 | y, u16 |                                  255 adds 127 µs
 *   2 ATIS     | dt, 6 bits, and polarity, and exposure | x, u16 | y, u16 |              252…255 add 63 µs · the last two bits
 *   3 display  | dt | x | y | stage |                                                   255 adds 254 µs
 *   4 colour   | dt | x, u16 | y, u16 | red | green | blue |                            255 adds 254 µs
 * </pre>
 *
 * <p>254 alone, of ATIS 252, is for decoders to find their way again, and no event. Generic events have no pixel: x, y and
 * polarity are 0, as polarity of displays and colours; exposures of ATIS are no changes, and skipped. Source: the specification of
 * Event Stream, github.com/neuromorphic-paris/event_stream.
 */
@AutoService(RecordingFormat.class)
public final class EventStreamFormat implements RecordingFormat {
    private static final String FIRST = "Event Stream";
    private static final int HEAD = 16;

    /** Found by its name. */
    public EventStreamFormat() {}

    @Override
    public String name() {
        return "es";
    }

    @Override
    public String[] endings() {
        return new String[] {"es"};
    }

    @Override
    public boolean isCounted() {
        return false;
    }

    @Override
    public Likeness likeness(Head head) {
        return head.startsWith(FIRST) ? Likeness.CERTAIN : Likeness.NONE;
    }

    @Override
    public EventReader open(RecordingBytes bytes) throws IOException {
        if (!bytes.has(HEAD)) {
            throw bytes.cutShort("a head", HEAD);
        }
        final byte[] window = bytes.window();
        for (int i = 0; i < FIRST.length(); i++) {
            if (window[i] != FIRST.charAt(i)) {
                throw bytes.refusal(i, FIRST, "other bytes");
            }
        }
        if (window[12] != 2) {
            throw bytes.refusal(12, "version 2", window[12] & 0xff);
        }
        final int type = window[15] & 0xff;
        if (type > 4) {
            throw bytes.refusal(15, "type 0 to 4", type);
        }
        bytes.moveTo(HEAD);
        SensorSize size = null;
        if (type != 0 && type != 3) {
            if (!bytes.has(4)) {
                throw bytes.cutShort("width and height", 4);
            }
            size = SensorSize.of(Bytes.u16(window, HEAD), Bytes.u16(window, HEAD + 2));
            if (size == null) {
                throw bytes.refusal(HEAD, "width and height of at least 1", "0");
            }
            bytes.moveTo(HEAD + 4);
        }
        return new Reader(bytes, type, size);
    }

    private static final class Reader extends SizedReader {
        private static final int GENERIC = 0;
        private static final int DVS = 1;
        private static final int ATIS = 2;
        private static final int DISPLAY = 3;
        private static final int[] LENGTHS = {1, 5, 5, 4, 8}; // of an event, by type
        private static final int RESET = 254;
        private static final int OVERFLOW = 255;

        private final int type;
        private long micros;

        Reader(RecordingBytes bytes, int type, SensorSize size) {
            super(bytes, size);
            this.type = type;
        }

        @Override
        public boolean read(EventBatch into) throws IOException {
            into.clear();
            while (into.room() > 0 && bytes.has(1)) {
                if (!bytes.has(LENGTHS[type])) {
                    final int left = bytes.end() - bytes.at();
                    decode(bytes.window(), bytes.at(), bytes.at() + 1, into); // an overflow, or a reset, is whole
                    if (bytes.end() - bytes.at() == left) {
                        throw bytes.cutShort("an event", LENGTHS[type]);
                    }
                } else {
                    decode(bytes.window(), bytes.at(), bytes.end(), into);
                }
            }
            return into.size() > 0;
        }

        /** Decodes what lies whole between two places. */
        private void decode(byte[] window, int from, int to, EventBatch into) throws IOException {
            final int length = LENGTHS[type];
            int at = from;
            while (at < to && into.room() > 0) {
                final int first = window[at] & 0xff;
                if (type == ATIS && first >= 0xfc) {
                    micros += 63L * (first & 3);
                    at++;
                } else if (first == OVERFLOW) {
                    micros += type == DVS ? 127 : 254;
                    at++;
                } else if (first == RESET) {
                    at++;
                } else if (at + length > to) {
                    break;
                } else if (type == GENERIC) {
                    micros += first;
                    bytes.moveTo(at + 1);
                    skipPayload();
                    into.add(micros, 0, 0, 0);
                    return;
                } else {
                    event(window, at, first, into);
                    at += length;
                }
            }
            bytes.moveTo(at);
        }

        private void event(byte[] window, int at, int first, EventBatch into) throws IOException {
            if (type == DISPLAY) {
                micros += first;
                into.add(micros, window[at + 1] & 0xff, window[at + 2] & 0xff, 0);
                return;
            }
            final int x = Bytes.u16(window, at + 1);
            final int y = Bytes.u16(window, at + 3);
            if (x >= width() || y >= height()) {
                throw bytes.refusal(
                        bytes.offset(at + 1), "x below " + width() + " and y below " + height(), "x=" + x + " y=" + y);
            }
            if (type == DVS) {
                micros += first >> 1;
                into.add(micros, x, y, first & 1);
            } else if (type == ATIS) {
                micros += first >> 2;
                if ((first & 1) == 0) {
                    into.add(micros, x, y, first >> 1 & 1);
                }
            } else {
                micros += first;
                into.add(micros, x, y, 0);
            }
        }

        private void skipPayload() throws IOException {
            long length = 0;
            boolean isLast = false;
            for (int shift = 0; !isLast; shift += 7) {
                if (!bytes.has(1)) {
                    throw bytes.cutShort("the length of an event,", 1);
                }
                final int part = bytes.window()[bytes.at()] & 0xff;
                bytes.moveTo(bytes.at() + 1);
                if (shift > 28) {
                    throw bytes.refusal(bytes.offset() - 1, "a length of at most 5 bytes", "more");
                }
                length |= (long) (part >> 1) << shift;
                isLast = (part & 1) == 0;
            }
            if (length > bytes.length() - bytes.offset()) {
                throw bytes.refusal(bytes.offset(), length + " bytes of an event", "the end of the file");
            }
            bytes.skip(length);
        }
    }
}
