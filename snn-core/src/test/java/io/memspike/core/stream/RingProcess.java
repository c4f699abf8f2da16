package io.memspike.core.stream;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;

/** Another process at a ring's file: a producer of the events 0 … N − 1, or the reader, which then ends in one of several ways. */
final class RingProcess {
    private RingProcess() {}

    static long event(long i) {
        return PackedEvent.of(i, (int) (i % 34), (int) (i / 34 % 34), i % 3 == 0);
    }

    /** Arguments: the file, the producer or −1 for the reader, number of events, and {@code end}, {@code halt} or {@code torn}. */
    public static void main(String[] args) throws IOException {
        final Path file = Path.of(args[0]);
        final int producer = Integer.parseInt(args[1]);
        final EventIngest ingest = EventIngest.open(file);
        if (producer < 0) {
            read(ingest, Integer.parseInt(args[2]));
        } else {
            write(ingest.producer(producer), Integer.parseInt(args[2]), args[3].equals("end"));
        }
        if (args[3].equals("torn")) {
            tear(ingest);
        }
        Runtime.getRuntime().halt(0); // as a process ends that is killed: nothing is said, no hook is run
    }

    private static void write(EventProducer producer, int events, boolean isEnded) {
        for (int i = 0; i < events; i++) {
            producer.offer(event(i));
        }
        producer.flush();
        if (isEnded && !producer.end()) {
            Runtime.getRuntime().halt(1);
        }
    }

    private static void read(EventIngest ingest, int events) {
        final EventConsumer consumer = ingest.consumer();
        final YieldingIdleStrategy idle = new YieldingIdleStrategy();
        while (consumer.received() < events) {
            idle.idle(consumer.poll((batch, count, dueNanos) -> {}));
        }
    }

    /** Takes room for a message of many producers, and never says what it is. */
    private static void tear(EventIngest ingest) {
        final UnsafeBuffer lane = ingest.area(IngestLayout.HEADER_BYTES, IngestLayout.laneBytes(ingest.spec()));
        new ManyToOneRingBuffer(lane).tryClaim(IngestLayout.EVENTS, IngestLayout.FIRST_EVENT + Long.BYTES);
    }

    static Process start(Path file, int producer, int events, String end) throws IOException {
        final String java =
                Path.of(System.getProperty("java.home"), "bin", "java").toString();
        final List<String> command = new ArrayList<>(
                List.of(java, "-Xshare:auto", "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(
                RingProcess.class.getName(), file.toString(), String.valueOf(producer), String.valueOf(events), end));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(file + "." + producer + ".log"))
                .start();
    }
}
