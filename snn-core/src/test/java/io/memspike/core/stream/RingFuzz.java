package io.memspike.core.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import io.memspike.testing.AnyBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader of rings in files as a target of a fuzzer; {@code .ci/fuzz} runs it. */
class RingFuzz {
    private static final int POLLS = 8; // more than the messages of a small ring take

    @TempDir
    static Path directory;

    /** A ring of each policy, and one of two producers, with something in it and an end. */
    static Stream<byte[]> rings() {
        return Stream.concat(
                Arrays.stream(BackPressure.values()).map(policy -> ring(1, policy)),
                Stream.of(ring(2, BackPressure.BLOCK)));
    }

    private static byte[] ring(int producers, BackPressure policy) {
        final EventIngest ring = EventIngest.allocate(new IngestSpec(producers, IngestSpec.MIN_RING_BYTES, policy));
        for (int i = 0; i < producers; i++) {
            final EventProducer producer = ring.producer(i);
            for (int event = 0; event < 20; event++) {
                producer.offer(RingProcess.event(event));
            }
            producer.end();
        }
        final byte[] bytes = new byte[IngestLayout.bytes(ring.spec())];
        ring.area(0, bytes.length).getBytes(0, bytes);
        return bytes;
    }

    static void readRing(Path file) throws IOException {
        try (EventIngest ring = EventIngest.open(file)) {
            final EventConsumer consumer = ring.consumer();
            long sum = 0;
            for (int i = 0; i < POLLS && !consumer.hasEnded(); i++) {
                sum += consumer.poll((events, count, dueNanos) -> {});
            }
            assertEquals(sum, consumer.received());
            assertTrue(consumer.dropped() >= 0, () -> consumer.dropped() + " dropped");
        } catch (IllegalStateException e) { // of what producers wrote while it was read
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    @MethodSource("rings")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void ring(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, RingFuzz::readRing);
        Files.delete(directory.resolve("fuzzed"));
    }
}
