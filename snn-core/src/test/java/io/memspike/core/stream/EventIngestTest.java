package io.memspike.core.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.FileFormatException;
import io.memspike.testing.Allocation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventIngestTest {
    private static final int SMALL_RING = 1 << 10; // a batch: (1024 / 8 − 24) / 8 = 13 events in 104 + 24 + 8 bytes

    @TempDir
    Path directory;

    private final List<Long> received = new ArrayList<>();

    private void keep(long[] events, int count, long dueNanos) {
        for (int i = 0; i < count; i++) {
            received.add(events[i]);
        }
    }

    private static long event(long i) {
        return RingProcess.event(i);
    }

    @ParameterizedTest
    @EnumSource(BackPressure.class)
    void shouldHandOverEverythingInOrderWhereThereIsRoom(BackPressure policy) {
        final EventIngest ingest = EventIngest.allocate(IngestSpec.blocking().with(policy));
        final EventConsumer consumer = ingest.consumer();
        final EventProducer producer = ingest.producer(0);
        for (int i = 0; i < 2_000; i++) {
            assertTrue(producer.offer(event(i)));
            if (i % 700 == 0) {
                producer.flush();
                consumer.poll(this::keep);
            }
        }
        assertTrue(producer.end());

        assertTrue(consumer.drain(this::keep, new YieldingIdleStrategy()));

        assertEquals(2_000, received.size());
        for (int i = 0; i < 2_000; i++) {
            assertEquals(event(i), received.get(i));
        }
        assertEquals(0, consumer.dropped());
        assertEquals(2_000, producer.offered());
    }

    @Test
    void shouldKeepTheOldestAndCountTheRestWhenDroppingTheNewest() {
        final EventIngest ingest = EventIngest.allocate(new IngestSpec(1, SMALL_RING, BackPressure.DROP_NEWEST));
        final EventConsumer consumer = ingest.consumer();
        final EventProducer producer = ingest.producer(0);
        for (int i = 0; i < 1_300; i++) {
            producer.offer(event(i));
        }
        producer.flush();
        final long dropped = producer.dropped();
        consumer.poll(this::keep);
        producer.end();
        consumer.drain(this::keep, new YieldingIdleStrategy());

        assertEquals(13 * (SMALL_RING / 136), received.size()); // whole batches that fit
        assertEquals(event(0), received.get(0));
        assertEquals(event(received.size() - 1), received.get(received.size() - 1));
        assertEquals(1_300 - received.size(), dropped);
        assertEquals(dropped, consumer.dropped());
    }

    @Test
    void shouldGoOnWithTheLatestAndCountTheRestWhenDroppingTheOldest() {
        final EventIngest ingest = EventIngest.allocate(new IngestSpec(1, SMALL_RING, BackPressure.DROP_OLDEST));
        final EventConsumer consumer = ingest.consumer();
        final EventProducer producer = ingest.producer(0);
        for (int i = 0; i < 1_300; i++) {
            assertTrue(producer.offer(event(i)));
        }
        producer.flush();
        consumer.poll(this::keep);
        producer.end();
        consumer.drain(this::keep, new YieldingIdleStrategy());

        assertFalse(received.isEmpty());
        assertEquals(event(1_299), received.get(received.size() - 1));
        assertEquals(1_300 - received.size(), consumer.dropped());
        assertEquals(consumer.received(), received.size());
    }

    @Test
    void shouldWaitForRoomAndCountItWhenBlocking() throws InterruptedException {
        final EventIngest ingest = EventIngest.allocate(new IngestSpec(1, SMALL_RING, BackPressure.BLOCK));
        final EventConsumer consumer = ingest.consumer();
        final EventProducer producer = ingest.producer(0);
        final Thread writer = new Thread(() -> {
            for (int i = 0; i < 100_000; i++) {
                producer.offer(event(i));
            }
            producer.end();
        });
        writer.start();

        assertTrue(consumer.drain(this::keep, new YieldingIdleStrategy()));
        writer.join();

        assertEquals(100_000, received.size());
        assertEquals(event(99_999), received.get(99_999));
        assertEquals(0, consumer.dropped());
    }

    @Test
    void shouldLetABlockedProducerGoWhenTheConsumerHasGone() throws InterruptedException {
        final EventIngest ingest = EventIngest.allocate(new IngestSpec(1, SMALL_RING, BackPressure.BLOCK));
        final EventProducer producer = ingest.producer(0);
        final Thread writer = new Thread(() -> {
            for (int i = 0; i < 1_300; i++) {
                producer.offer(event(i)); // more than there is room for, and nobody reads
            }
            producer.flush();
        });
        writer.start();
        ingest.close();
        writer.join();

        assertTrue(ingest.isClosed());
        assertTrue(producer.dropped() >= 1_300 - 13 * (SMALL_RING / 136), () -> "dropped " + producer.dropped());
    }

    @ParameterizedTest
    @EnumSource(BackPressure.class)
    void shouldDropAndCountWhatIsOfferedAfterTheConsumerHasGone(BackPressure policy) {
        final EventIngest ingest = EventIngest.allocate(new IngestSpec(1, SMALL_RING, policy));
        final EventProducer producer = ingest.producer(0);
        ingest.close();
        for (int i = 0; i < 100; i++) {
            producer.offer(event(i));
        }
        producer.flush();

        assertEquals(100, producer.dropped());
    }

    @Test
    void shouldLetAnInterruptedProducerAndConsumerGo() {
        final EventIngest ingest = EventIngest.allocate(new IngestSpec(1, SMALL_RING, BackPressure.BLOCK));
        final EventProducer producer = ingest.producer(0);
        Thread.currentThread().interrupt();
        boolean isIn = true;
        for (int i = 0; i < 1_300; i++) {
            isIn &= producer.offer(event(i));
        }

        assertFalse(isIn);
        assertFalse(ingest.consumer().drain(this::keep, new YieldingIdleStrategy()));
        assertTrue(Thread.interrupted());
    }

    @ParameterizedTest
    @EnumSource(BackPressure.class)
    void shouldTakeEventsOfManyProducersEachInItsOrder(BackPressure policy) throws InterruptedException {
        final int producers = 3;
        final int each = 30_000;
        final EventIngest ingest = EventIngest.allocate(new IngestSpec(producers, 1 << 14, policy));
        final EventConsumer consumer = ingest.consumer();
        final Thread[] writers = new Thread[producers];
        for (int p = 0; p < producers; p++) {
            final int number = p;
            writers[p] = new Thread(() -> {
                final EventProducer producer = ingest.producer(number);
                for (int i = 0; i < each; i++) {
                    producer.offer(PackedEvent.of(i, number, 0, true));
                }
                producer.end();
            });
            writers[p].start();
        }

        assertTrue(consumer.drain(this::keep, new YieldingIdleStrategy()));
        for (final Thread writer : writers) {
            writer.join();
        }

        final long[] last = {-1, -1, -1};
        for (final long event : received) {
            assertTrue(PackedEvent.micros(event) > last[PackedEvent.x(event)]);
            last[PackedEvent.x(event)] = PackedEvent.micros(event);
        }
        assertEquals(producers * each, consumer.received() + consumer.dropped());
        if (policy == BackPressure.BLOCK) {
            assertEquals(producers * each, received.size());
        }
    }

    @ParameterizedTest
    @EnumSource(BackPressure.class)
    void shouldAllocateNothingWhenWarm(BackPressure policy) {
        final EventIngest ingest = EventIngest.allocate(IngestSpec.blocking().with(policy));
        final EventConsumer consumer = ingest.consumer();
        final EventProducer producer = ingest.producer(0);
        final long[] sum = {0};
        final EventHandler handler = (events, count, dueNanos) -> sum[0] += events[count - 1];
        Allocation.assertNone(() -> {
            for (int i = 0; i < 10_000; i++) {
                producer.offer(i);
                if (i % 100 == 0) {
                    producer.flush();
                    consumer.poll(handler);
                }
            }
        });

        assertTrue(sum[0] > 0);
    }

    private static Process otherProcess(Path file, int producer, int events) throws IOException {
        return RingProcess.start(file, producer, events, "end");
    }

    @ParameterizedTest
    @CsvSource({"1, BLOCK", "2, BLOCK", "2, DROP_OLDEST"})
    void shouldReadWhatOtherProcessesWriteIntoAMappedFile(int producers, BackPressure policy)
            throws IOException, InterruptedException {
        final int each = 50_000;
        final Path file = directory.resolve("camera.ring");
        final EventIngest ingest = EventIngest.create(file, new IngestSpec(producers, 1 << 16, policy));
        final EventConsumer consumer = ingest.consumer();
        final List<Process> writers = new ArrayList<>();
        for (int p = 0; p < producers; p++) {
            writers.add(otherProcess(file, p, each));
        }
        boolean areAlive = true;
        while (areAlive && !consumer.hasEnded()) {
            consumer.poll(this::keep);
            Thread.yield();
            areAlive = writers.stream().anyMatch(Process::isAlive);
        }
        consumer.poll(this::keep);
        for (int p = 0; p < producers; p++) {
            assertEquals(0, writers.get(p).waitFor(), Files.readString(Path.of(file + "." + p + ".log")));
        }
        while (!consumer.hasEnded()) {
            consumer.poll(this::keep); // everything is in the file by now
        }

        assertEquals((long) producers * each, received.size() + consumer.dropped());
        assertEquals(policy == BackPressure.BLOCK ? producers * each : received.size(), received.size());
        if (producers == 1) {
            for (int i = 0; i < each; i++) {
                assertEquals(event(i), received.get(i));
            }
        }
    }

    @Test
    void shouldNotWriteOverAFile() throws IOException {
        final Path file = Files.writeString(directory.resolve("precious"), "text");

        assertThrows(FileAlreadyExistsException.class, () -> EventIngest.create(file, IngestSpec.blocking()));

        assertEquals("text", Files.readString(file));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 77, offset 0: expected an event ring",
        "8, 2, offset 8: expected version 1",
        "8, 16777216, offset 8: expected version 1",
        "12, 3, offset 12: expected a policy",
        "16, 0, offset 16: producers: expected 1 to 256",
        "20, 1000, offset 16: ringBytes: expected a power of two",
        "20, 2048, length: expected 2944 bytes"
    })
    void shouldRefuseAForeignFile(int at, int value, String reason) throws IOException {
        final Path file = directory.resolve("ring");
        EventIngest.create(file, new IngestSpec(1, SMALL_RING, BackPressure.BLOCK));
        final byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(at, value);
        Files.write(file, bytes);

        final FileFormatException e = assertThrows(FileFormatException.class, () -> EventIngest.open(file));

        assertTrue(e.getMessage().startsWith(file + ": " + reason), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0", "100", "1000", "1919", "1921"})
    void shouldRefuseATornFile(int length) throws IOException {
        final Path file = directory.resolve("ring");
        EventIngest.create(file, new IngestSpec(1, SMALL_RING, BackPressure.BLOCK)); // 128 + 1024 + 768 bytes
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), length));

        final FileFormatException e = assertThrows(FileFormatException.class, () -> EventIngest.open(file));

        assertTrue(e.getMessage().startsWith(file + ": length: expected"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0, 1024", "257, 1024", "1, 1000", "1, 512", "1, 536870912"})
    void shouldRefuseAnImpossibleIngest(int producers, int ringBytes) {
        assertThrows(IllegalArgumentException.class, () -> new IngestSpec(producers, ringBytes, BackPressure.BLOCK));
    }
}
