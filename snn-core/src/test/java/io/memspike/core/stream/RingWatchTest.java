package io.memspike.core.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What either end of a mapped ring finds out where the process at the other end has ended without a word. */
@Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RingWatchTest {
    private static final int SMALL_RING = 1 << 10;

    @TempDir
    Path directory;

    private final List<Long> received = new ArrayList<>();

    private void keep(long[] events, int count, long dueNanos) {
        for (int i = 0; i < count; i++) {
            received.add(events[i]);
        }
    }

    private EventIngest ring(int producers, int bytes, BackPressure policy) throws IOException {
        return EventIngest.create(directory.resolve("ring"), new IngestSpec(producers, bytes, policy));
    }

    private Process other(int producer, int events, String end) throws IOException {
        return RingProcess.start(directory.resolve("ring"), producer, events, end);
    }

    private void assertDone(Process process, int producer) throws Exception {
        assertEquals(0, process.waitFor(), Files.readString(directory.resolve("ring." + producer + ".log")));
    }

    @ParameterizedTest
    @EnumSource(BackPressure.class)
    void shouldEndWithWhatAWriterSentThatHasGone(BackPressure policy) throws Exception {
        final EventConsumer consumer = ring(1, 1 << 16, policy).consumer();
        assertDone(other(0, 1_000, "halt"), 0);

        assertTrue(consumer.drain(this::keep, new YieldingIdleStrategy()));

        assertEquals(1_000, received.size());
        assertEquals(RingProcess.event(999), received.get(999));
        assertEquals(1, consumer.gone());
        assertTrue(consumer.endNanos() != 0);
    }

    @Test
    void shouldHearOthersOutWhereOneWriterHasGone() throws Exception {
        final EventIngest ingest = ring(3, 1 << 16, BackPressure.BLOCK);
        final EventConsumer consumer = ingest.consumer();
        final EventProducer here = ingest.producer(2);
        assertDone(other(0, 1_000, "halt"), 0);
        final Process writer = other(1, 100_000, "end");
        while (consumer.gone() == 0 || consumer.received() < 101_000) { // silence comes once the second is through
            consumer.poll(this::keep);
        }
        assertDone(writer, 1);
        assertFalse(consumer.hasEnded(), "the third is here, and silent");
        here.offer(RingProcess.event(7));
        here.end();

        assertTrue(consumer.drain(this::keep, new YieldingIdleStrategy()));

        assertEquals(101_001, received.size());
        assertEquals(1, consumer.gone());
    }

    /** What it had begun lies before all that others send. */
    @Test
    void shouldStepOverAMessageThatAWriterLeftUnfinished() throws Exception {
        final EventIngest ingest = ring(2, 1 << 16, BackPressure.BLOCK);
        final EventConsumer consumer = ingest.consumer();
        final EventProducer here = ingest.producer(1);
        assertDone(other(0, 100, "torn"), 0);
        for (int i = 0; i < 50; i++) {
            here.offer(RingProcess.event(i));
        }
        here.end();

        assertTrue(consumer.drain(this::keep, new YieldingIdleStrategy()));

        assertEquals(150, received.size());
        assertEquals(0, consumer.dropped());
        assertEquals(1, consumer.gone());
    }

    @Test
    void shouldHearOutWhoHasEndedBehindAMessageThatAnotherLeftUnfinished() throws Exception {
        final EventConsumer consumer = ring(2, 1 << 16, BackPressure.BLOCK).consumer();
        assertDone(other(0, 100, "torn"), 0);
        assertDone(other(1, 1_000, "end"), 1);

        assertTrue(consumer.drain(this::keep, new YieldingIdleStrategy()));

        assertEquals(1_100, received.size());
        assertEquals(0, consumer.dropped());
        assertEquals(1, consumer.gone());
    }

    @Test
    void shouldLetAWriterGoThatWaitsForAReaderThatHasGone() throws Exception {
        final EventIngest ingest = ring(1, SMALL_RING, BackPressure.BLOCK);
        final EventProducer producer = ingest.producer(0);
        final Process reader = other(-1, 13, "halt");
        for (int i = 0; i < 13; i++) {
            producer.offer(RingProcess.event(i)); // a batch, which it reads
        }
        assertDone(reader, -1);

        for (int i = 13; i < 1_300; i++) {
            producer.offer(RingProcess.event(i)); // more than there is room for
        }
        assertFalse(producer.end());

        assertTrue(ingest.isClosed());
        assertTrue(producer.dropped() > 0);
    }

    @Test
    void shouldThinkNobodyGoneWhoIsStillToComeOrSaysNothing() throws IOException {
        final EventIngest ingest = ring(1, SMALL_RING, BackPressure.BLOCK);
        final EventConsumer consumer = ingest.consumer();
        final EventIngest writing = EventIngest.open(directory.resolve("ring"));
        final EventProducer producer = writing.producer(0);
        final long begin = System.nanoTime();
        while (System.nanoTime() - begin < 5 * IngestLayout.SILENCE_NANOS) {
            consumer.poll(this::keep);
        }

        assertFalse(consumer.hasEnded());
        assertFalse(ingest.hasReaderGone());
        producer.offer(RingProcess.event(0));
        producer.end();
        assertTrue(consumer.drain(this::keep, new YieldingIdleStrategy()));
        assertEquals(0, consumer.gone());
    }

    /** A reader that is killed may have taken half of a batch: nobody can go on where it was. */
    @Test
    void shouldGiveEachPlaceOnce() throws Exception {
        final EventIngest ingest = ring(2, 1 << 16, BackPressure.BLOCK);
        final EventProducer producer = ingest.producer(1);
        producer.offer(RingProcess.event(0));
        producer.flush();
        assertDone(other(-1, 1, "halt"), -1);
        assertTrue(ingest.hasReader());

        final String reader =
                assertThrows(IllegalStateException.class, ingest::consumer).getMessage();
        final String writer = assertThrows(IllegalStateException.class, () -> ingest.producer(1))
                .getMessage();

        assertEquals("event ring: expected a place for a reader, found that one has come before", reader);
        assertEquals("event ring: expected a place for producer 1, found that one has come before", writer);
        assertTrue(ingest.hasReaderGone());
    }

    @Test
    void shouldLeaveAnothersReaderAlone() throws IOException {
        final EventIngest ingest = ring(1, SMALL_RING, BackPressure.BLOCK);
        final EventConsumer consumer = ingest.consumer();
        try (EventIngest second = EventIngest.open(directory.resolve("ring"))) {
            assertTrue(second.hasReader());
            assertFalse(second.hasReaderGone());
        }

        assertFalse(ingest.isClosed());
        assertEquals(0, consumer.poll(this::keep));
        ingest.close();
        assertTrue(ingest.isClosed());
    }

    /** Closing any channel of a file gives up all locks of a process: a ring has one, for all who open it. */
    @Test
    void shouldStayWhereTheSameProcessOpensTheRingOnceMore() throws Exception {
        final EventIngest ingest = ring(1, SMALL_RING, BackPressure.BLOCK);
        final EventConsumer consumer = ingest.consumer();
        EventIngest.open(directory.resolve("ring")).close();

        assertNobodyThinksItGone(ingest, consumer);
    }

    /** Whoever maps while they are interrupted closes the channel, by which others hold their places. */
    @Test
    void shouldStayWhereAThreadThatIsInterruptedOpensTheRingOnceMore() throws Exception {
        final EventIngest ingest = ring(1, SMALL_RING, BackPressure.BLOCK);
        final EventConsumer consumer = ingest.consumer();
        Thread.currentThread().interrupt();
        final EventIngest second = EventIngest.open(directory.resolve("ring"));
        assertTrue(Thread.interrupted());

        assertNobodyThinksItGone(ingest, consumer);

        assertFalse(second.isClosed());
        second.close();
    }

    @Test
    void shouldRefuseToOpenOnceMoreWhatHasAnotherLength() throws IOException {
        final EventIngest ingest = ring(1, SMALL_RING, BackPressure.BLOCK);
        final Path file = directory.resolve("ring");
        final long bytes = Files.size(file);
        Files.write(file, new byte[8], StandardOpenOption.APPEND);

        final String refusal = assertThrows(FileFormatException.class, () -> EventIngest.open(file))
                .getMessage();

        assertEquals(
                file + ": length: expected " + bytes + " bytes as when it was opened first, found " + (bytes + 8),
                refusal);
        ingest.close();
        assertFalse(EventIngest.isOpen(file));
    }

    private void assertNobodyThinksItGone(EventIngest ingest, EventConsumer consumer) throws Exception {
        final Process writer = other(0, 1_300, "end"); // more than there is room for
        final OneToOneRingBuffer seen =
                new OneToOneRingBuffer(ingest.area(IngestLayout.HEADER_BYTES, IngestLayout.laneBytes(ingest.spec())));
        while (writer.isAlive() && seen.size() < SMALL_RING / 2) {
            Thread.onSpinWait();
        }
        final long begin = System.nanoTime();
        while (writer.isAlive() && System.nanoTime() - begin < 5 * IngestLayout.SILENCE_NANOS) { // it asks
            Thread.onSpinWait();
        }

        assertTrue(consumer.drain(this::keep, new YieldingIdleStrategy()));

        assertDone(writer, 0);
        assertEquals(1_300, received.size());
    }

    @Test
    void shouldKnowWhichRingsItHasOpen() throws IOException {
        final Path file = directory.resolve("ring");
        assertFalse(EventIngest.isOpen(file));
        final EventIngest ingest = ring(1, SMALL_RING, BackPressure.BLOCK);
        final EventIngest second = EventIngest.open(file);
        ingest.close();
        ingest.close();
        assertTrue(EventIngest.isOpen(file));
        second.close();

        assertFalse(EventIngest.isOpen(file));
        assertFalse(EventIngest.isOpen(directory));
    }
}
