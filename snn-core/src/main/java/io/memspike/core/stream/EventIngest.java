package io.memspike.core.stream;

import io.memspike.core.file.FileFormatException;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The way in for events: from one producer or many, over Agrona's rings, to one consumer. In the process, or in a
 * memory-mapped file that another process writes; {@code docs/stream.md} draws its bytes.
 *
 * <p>Each {@link EventProducer} and the {@link EventConsumer} belong to one thread; the ingest itself is thread-safe. A
 * mapping is given back by the garbage collector, for a producer may be in the midst of it.
 */
public final class EventIngest implements AutoCloseable {
    private static final int CACHE_LINE = 64;

    private final IngestSpec spec;
    private final UnsafeBuffer area;

    private EventIngest(IngestSpec spec, UnsafeBuffer area) {
        this.spec = spec;
        this.area = area;
    }

    /** An ingest within this process. */
    public static EventIngest allocate(IngestSpec spec) {
        final UnsafeBuffer area =
                new UnsafeBuffer(BufferUtil.allocateDirectAligned(IngestLayout.bytes(spec), CACHE_LINE));
        IngestLayout.write(spec, area);
        return new EventIngest(spec, area);
    }

    /**
     * An ingest in a new file, which appears under its name once it is whole.
     *
     * @throws FileAlreadyExistsException if there is such a file
     * @throws IOException if it cannot be written
     */
    public static EventIngest create(Path file, IngestSpec spec) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString(), null, "expected no file yet, found one");
        }
        final Path unfinished =
                Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", ".tmp");
        try {
            // written, not only mapped: a full disk must fail here and not when a producer touches the bytes
            Files.write(unfinished, new byte[IngestLayout.bytes(spec)]);
            final UnsafeBuffer area = map(unfinished, IngestLayout.bytes(spec));
            IngestLayout.write(spec, area);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            return new EventIngest(spec, area);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /**
     * An ingest in a file that another process has created.
     *
     * @throws FileFormatException if it is no ingest's file, or a torn one
     * @throws IOException if it cannot be mapped
     */
    public static EventIngest open(Path file) throws IOException {
        final long length = Files.size(file);
        if (length < IngestLayout.HEADER_BYTES || length > Integer.MAX_VALUE - 8) {
            throw new FileFormatException(
                    file, "length", "an event ring of at least " + IngestLayout.HEADER_BYTES + " bytes", length);
        }
        final UnsafeBuffer area = map(file, (int) length);
        return new EventIngest(IngestLayout.read(file, area), area);
    }

    private static UnsafeBuffer map(Path file, int bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final MappedByteBuffer mapped = channel.map(MapMode.READ_WRITE, 0, bytes);
            return new UnsafeBuffer(mapped);
        }
    }

    /** What it is like. */
    public IngestSpec spec() {
        return spec;
    }

    /**
     * A producer; each number is for one thread of one process, and for one use.
     *
     * @param number in [0, producers)
     */
    public EventProducer producer(int number) {
        if (number < 0 || number >= spec.producers()) {
            throw new IllegalArgumentException(
                    "producer: expected 0 to " + (spec.producers() - 1) + ", found " + number);
        }
        final int lane = IngestLayout.lanes(spec) == 1 ? 0 : number;
        return new EventProducer(this, number, lane(lane));
    }

    /** The consumer; there can be one. */
    public EventConsumer consumer() {
        final UnsafeBuffer[] lanes = new UnsafeBuffer[IngestLayout.lanes(spec)];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = lane(i);
        }
        return new EventConsumer(spec, lanes);
    }

    private UnsafeBuffer lane(int lane) {
        final int bytes = IngestLayout.laneBytes(spec);
        return new UnsafeBuffer(area, IngestLayout.HEADER_BYTES + lane * bytes, bytes);
    }

    /** Whether the consumer has gone. */
    public boolean isClosed() {
        return area.getIntVolatile(IngestLayout.CLOSED_AT) != 0;
    }

    /** The consumer's farewell: producers that wait go on, and what they offer from now on is dropped and counted. */
    @Override
    public void close() {
        area.putIntVolatile(IngestLayout.CLOSED_AT, 1);
    }
}
