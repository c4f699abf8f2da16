package io.memspike.datasets.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in a recording.
 *
 * @param events number of events
 * @param on how many of them are ON
 * @param firstMicros time of the first; 0 where there is none
 * @param lastMicros time of the last; 0 where there is none
 * @param width columns of the sensor; where the file does not say, one more than the largest x, of N-MNIST at least 34
 * @param height rows of the sensor; where the file does not say, one more than the largest y, of N-MNIST at least 34
 * @param dropped events that cannot be right, which are not in the other numbers
 * @param sha3 SHA3-224 of {@code t} (u64), {@code x}, {@code y} (u16) and {@code p} (u8) of all events, little-endian, in hexadecimal; empty where they were not asked for
 */
public record RecordingSummary(
        long events,
        long on,
        long firstMicros,
        long lastMicros,
        int width,
        int height,
        long dropped,
        Map<String, String> sha3) {

    /** Reads a recording to its end. */
    public static RecordingSummary of(Recording recording) throws IOException {
        return of(recording, true);
    }

    /** The same without check sums, which take most of the time: their map is empty. */
    public static RecordingSummary counts(Recording recording) throws IOException {
        return of(recording, false);
    }

    private static RecordingSummary of(Recording recording, boolean withSums) throws IOException {
        final Counting counting = new Counting(withSums);
        final EventBatch batch = new EventBatch();
        try (EventReader reader = recording.read()) {
            while (reader.read(batch)) {
                counting.add(batch);
            }
            return new RecordingSummary(
                    counting.events,
                    counting.on,
                    counting.first,
                    counting.last,
                    reader.width() == 0 ? Math.max(recording.leastSide(), counting.right + 1) : reader.width(),
                    reader.height() == 0 ? Math.max(recording.leastSide(), counting.bottom + 1) : reader.height(),
                    reader.dropped(),
                    counting.sums());
        }
    }

    /** What has been counted so far. */
    private static final class Counting {
        private static final String[] FIELDS = {"t", "x", "y", "p"};

        private final MessageDigest[] digests;
        private final ByteBuffer bytes =
                ByteBuffer.allocate((EventBatch.CAPACITY + 1) * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        private long events;
        private long on;
        private long first;
        private long last;
        private int right = -1;
        private int bottom = -1;

        Counting(boolean withSums) {
            digests = new MessageDigest[withSums ? FIELDS.length : 0];
            for (int i = 0; i < digests.length; i++) {
                digests[i] = sha3();
            }
        }

        private static MessageDigest sha3() {
            try {
                return MessageDigest.getInstance("SHA3-224");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK from 9 up has SHA3-224", e);
            }
        }

        void add(EventBatch batch) {
            final int size = batch.size();
            if (events == 0) {
                first = batch.micros()[0];
            }
            last = batch.micros()[size - 1];
            events += size;
            for (int i = 0; i < size; i++) {
                on += batch.polarity()[i];
                right = Math.max(right, batch.x()[i] & 0xffff);
                bottom = Math.max(bottom, batch.y()[i] & 0xffff);
            }
            if (digests.length > 0) {
                bytes.clear().asLongBuffer().put(batch.micros(), 0, size);
                digests[0].update(bytes.array(), 0, Long.BYTES * size);
                bytes.asShortBuffer().put(batch.x(), 0, size);
                digests[1].update(bytes.array(), 0, Short.BYTES * size);
                bytes.asShortBuffer().put(batch.y(), 0, size);
                digests[2].update(bytes.array(), 0, Short.BYTES * size);
                digests[3].update(batch.polarity(), 0, size);
            }
        }

        Map<String, String> sums() {
            final Map<String, String> sums = new TreeMap<>();
            for (int i = 0; i < digests.length; i++) {
                sums.put(FIELDS[i], HexFormat.of().formatHex(digests[i].digest()));
            }
            return sums;
        }
    }
}
