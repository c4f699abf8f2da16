package io.memspike.bench.jmh;

import io.memspike.core.RandomStream;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Recording;
import io.memspike.datasets.recording.RecordingSummary;
import io.memspike.datasets.recording.write.RecordingWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Readers of recordings: events a second out of a file that is cached, its opening included. What the profiler {@code gc} shows by
 * event is what opening allocates, over {@value #EVENTS} events: reading allocates nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecordingBenchmark {
    static final int EVENTS = 1 << 20;
    private static final int WIDTH = 240;
    private static final int HEIGHT = 180;
    private static final int RUN = 6; // events of a row at a time, which EVT3 packs
    private static final int RECORD = 8;

    /** As the command line knows it. */
    @Param({"bin", "dat", "evt3", "aedat4", "npy"})
    public String format;

    private Path directory;
    private Recording recording;
    private final EventBatch batch = new EventBatch();

    /** Writes a file. */
    @Setup
    public void setUp() throws IOException {
        directory = Files.createTempDirectory("memspike-bench");
        final Recording dat = Recording.open(Files.write(directory.resolve("a.dat"), dat()));
        final Path file = directory.resolve("a." + format);
        final RecordingWriter writer = RecordingWriter.of(format);
        if (writer != null) {
            writer.write(dat, RecordingSummary.counts(dat), 0, file);
        } else if (format.equals("npy")) {
            Files.write(file, npy(dat));
        }
        recording = Recording.open(file);
        if (!recording.format().equals(format)
                || !RecordingSummary.of(recording)
                        .sha3()
                        .equals(RecordingSummary.of(dat).sha3())) {
            throw new IllegalStateException(file + ": expected the events of " + dat.file() + ", found others");
        }
    }

    /** Runs of a row, each at a microsecond of its own or none after the one before. */
    private static byte[] dat() {
        final String head = "% Data file containing CD events.\n% Version 2\n% Height " + HEIGHT + "\n% Width " + WIDTH
                + "\n\u000c\b";
        final ByteBuffer out =
                ByteBuffer.allocate(head.length() + RECORD * EVENTS).order(ByteOrder.LITTLE_ENDIAN);
        out.put(head.getBytes(StandardCharsets.ISO_8859_1));
        final RandomStream random = RandomStream.of(1, "benchmark events");
        int micros = 0;
        for (int i = 0; i < EVENTS; ) {
            micros += random.nextInt(8);
            final int x = random.nextInt(WIDTH - RUN);
            final int y = random.nextInt(HEIGHT);
            final int on = random.nextInt(2);
            for (int run = 1 + random.nextInt(RUN), r = 0; r < run && i < EVENTS; r++, i++) {
                out.putInt(micros).putInt(on << 28 | y << 14 | x + r);
            }
        }
        return out.array();
    }

    private static byte[] npy(Recording recording) throws IOException {
        String head =
                "{'descr': [('t', '<i8'), ('x', '<u2'), ('y', '<u2'), ('p', '|u1')], 'fortran_order': False, 'shape': ("
                        + EVENTS + ",), }";
        head += " ".repeat(63 - (10 + head.length()) % 64) + "\n";
        final ByteBuffer out =
                ByteBuffer.allocate(10 + head.length() + 13 * EVENTS).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) head.length());
        out.put(head.getBytes(StandardCharsets.ISO_8859_1));
        final EventBatch batch = new EventBatch();
        try (EventReader reader = recording.read()) {
            while (reader.read(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    out.putLong(batch.micros()[i])
                            .putShort(batch.x()[i])
                            .putShort(batch.y()[i])
                            .put(batch.polarity()[i]);
                }
            }
        }
        return out.array();
    }

    /** All events, a batch at a time. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long read() throws IOException {
        long events = 0;
        long sum = 0;
        try (EventReader reader = recording.read()) {
            while (reader.read(batch)) {
                events += batch.size();
                sum += batch.micros()[0];
            }
        }
        if (events != EVENTS) {
            throw new IllegalStateException("expected " + EVENTS + " events, found " + events);
        }
        return sum;
    }

    /** Removes the file. */
    @TearDown
    public void tearDown() throws IOException {
        try (var files = Files.list(directory)) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
