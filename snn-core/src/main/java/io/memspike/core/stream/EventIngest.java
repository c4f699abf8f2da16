package io.memspike.core.stream;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.AtomicFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The way in for events: from one producer or many, over Agrona's rings, to one consumer. In the process, or in a
 * memory-mapped file that another process writes; {@code docs/stream.md} draws its bytes. Of a file, producers and consumer find
 * out when the process at the other end has ended, however it did.
 *
 * <p>Each {@link EventProducer} and the {@link EventConsumer} belong to one thread; the ingest itself is thread-safe. A
 * mapping is given back by the garbage collector, for a producer may be in the midst of it.
 */
public final class EventIngest implements AutoCloseable {
    private static final int CACHE_LINE = 64;

    private final IngestSpec spec;
    private final UnsafeBuffer area;
    private final RingWatch watch; // null within a process, which ends at both ends at once

    private EventIngest(IngestSpec spec, UnsafeBuffer area, RingWatch watch) {
        this.spec = spec;
        this.area = area;
        this.watch = watch;
    }

    /** An ingest within this process. */
    public static EventIngest allocate(IngestSpec spec) {
        final UnsafeBuffer area =
                new UnsafeBuffer(BufferUtil.allocateDirectAligned(IngestLayout.bytes(spec), CACHE_LINE));
        IngestLayout.write(spec, area);
        return new EventIngest(spec, area, null);
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
        final Path unfinished = filled(file, IngestLayout.bytes(spec));
        try {
            return mapped(unfinished, IngestLayout.bytes(spec), (area, watch) -> {
                IngestLayout.write(spec, area);
                watch.come(RingWatch.MAKER);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
                return spec;
            });
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** What will be that file: written, not only mapped, so that a full disk fails here and not when a producer touches the bytes. */
    private static Path filled(Path file, int bytes) throws IOException {
        Path unfinished = null;
        try {
            unfinished = AtomicFile.createBeside(file.toAbsolutePath(), ofOwner(file));
            return Files.write(unfinished, new byte[bytes]);
        } catch (IOException e) {
            if (unfinished != null) {
                Files.deleteIfExists(unfinished);
            }
            throw AtomicFile.unwritten(file, e);
        }
    }

    /**
     * An ingest in a file that another process, or another part of this one, has created.
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
        return mapped(file, (int) length, (area, watch) -> IngestLayout.read(file, area));
    }

    /**
     * Whether this process has a ring open in that file. Whoever opens it otherwise, and closes it, gives up the locks by which
     * others know that this process is there.
     */
    public static boolean isOpen(Path file) {
        return RingFile.isOpen(file);
    }

    /** Nobody else reads the events, or writes some, where the system knows owners. */
    private static FileAttribute<?>[] ofOwner(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Makes a specification of what is mapped. */
    private interface Mapping {
        IngestSpec of(UnsafeBuffer area, RingWatch watch) throws IOException;
    }

    private static EventIngest mapped(Path file, int bytes, Mapping mapping) throws IOException {
        final RingFile ring = RingFile.open(file, bytes);
        try {
            final UnsafeBuffer area = new UnsafeBuffer(ring.mapping());
            final RingWatch watch = new RingWatch(ring, area);
            return new EventIngest(mapping.of(area, watch), area, watch);
        } catch (IOException | RuntimeException e) {
            ring.close();
            throw e;
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
     * @throws IllegalStateException if there is or was a producer of that number in this file
     */
    public EventProducer producer(int number) {
        if (number < 0 || number >= spec.producers()) {
            throw new IllegalArgumentException(
                    "producer: expected 0 to " + (spec.producers() - 1) + ", found " + number);
        }
        if (watch != null) {
            watch.come(number);
        }
        final int lane = IngestLayout.lanes(spec) == 1 ? 0 : number;
        return new EventProducer(this, number, lane(lane));
    }

    /**
     * The consumer; there can be one.
     *
     * @throws IllegalStateException if there is or was one of this file: what it had taken is half gone
     */
    public EventConsumer consumer() {
        if (watch != null) {
            watch.come(RingWatch.READER);
        }
        final UnsafeBuffer[] lanes = new UnsafeBuffer[IngestLayout.lanes(spec)];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = lane(i);
        }
        return new EventConsumer(spec, lanes, watch);
    }

    private UnsafeBuffer lane(int lane) {
        final int bytes = IngestLayout.laneBytes(spec);
        return area(IngestLayout.HEADER_BYTES + lane * bytes, bytes);
    }

    /** Bytes of it, shared. */
    UnsafeBuffer area(int at, int bytes) {
        return new UnsafeBuffer(area, at, bytes);
    }

    /** Whether a consumer of this file has come, be it there or gone. */
    public boolean hasReader() {
        return watch != null && watch.hasCome(RingWatch.READER);
    }

    /** Whether the consumer has gone, as it said itself, or {@link #hasReaderGone()} did. */
    public boolean isClosed() {
        return area.getIntVolatile(IngestLayout.CLOSED_AT) != 0;
    }

    /** Whether the consumer has gone; asks the system whether its process has ended, too. Allocates. */
    public boolean hasReaderGone() {
        if (!isClosed() && watch != null && watch.hasGone(RingWatch.READER)) {
            area.putIntVolatile(IngestLayout.CLOSED_AT, 1); // in its place
        }
        return isClosed();
    }

    /**
     * The consumer's farewell: producers that wait go on, and what they offer from now on is dropped and counted. Where the consumer of
     * the file is another's it goes on, too.
     */
    @Override
    public void close() {
        if (watch == null || !watch.hasCome(RingWatch.READER) || watch.holds(RingWatch.READER)) {
            area.putIntVolatile(IngestLayout.CLOSED_AT, 1);
        }
        if (watch != null) {
            watch.close();
        }
    }
}
