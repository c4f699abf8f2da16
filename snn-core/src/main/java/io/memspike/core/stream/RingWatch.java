package io.memspike.core.stream;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.AtomicBuffer;

/**
 * Who is at a mapped ring. Everybody who comes locks a byte of their own, far behind the end of the file, and then says in the
 * header that they have come. The system takes a lock from a process that ends, however it ends, and from none that only stands
 * still. Who has not said so, such as a writer that knows no locks, is never thought gone. Thread-safe; allocates.
 */
final class RingWatch implements AutoCloseable {
    /** Who reads; numbers below are those of producers. */
    static final int READER = IngestSpec.MAX_PRODUCERS;

    /** Who made the file, and comes before it has its name. */
    static final int MAKER = READER + 1;

    private static final long FIRST_LOCK = 1L << 32; // no ring is so long

    private final RingFile file;
    private final FileChannel channel;
    private final AtomicBuffer area;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final Queue<FileLock> held = new ConcurrentLinkedQueue<>(); // a lock that nobody refers to is forgotten

    /**
     * Of a file and its mapping.
     *
     * @param file kept open as long as this has a part in the ring
     */
    RingWatch(RingFile file, AtomicBuffer area) {
        this.file = file;
        this.channel = file.channel();
        this.area = area;
    }

    /**
     * Takes a place, for as long as this process lives. Where files cannot be locked nothing is taken, and nobody is thought gone.
     *
     * @throws IllegalStateException if it is taken, or was
     */
    void come(int who) {
        boolean isFree;
        try {
            final FileLock lock = channel.tryLock(FIRST_LOCK + who, 1, false);
            isFree = lock != null && mark(who);
            if (isFree) {
                held.add(lock);
            } else if (lock != null) {
                lock.release();
            }
        } catch (OverlappingFileLockException e) {
            isFree = false;
        } catch (IOException e) {
            return;
        }
        if (!isFree) {
            throw new IllegalStateException("event ring: expected a place for "
                    + (who >= READER ? "a reader" : "producer " + who) + ", found that one has come before");
        }
    }

    private boolean mark(int who) {
        final int at = IngestLayout.mark(who);
        final int bit = IngestLayout.markBit(who);
        while (true) {
            final int marks = area.getIntVolatile(at);
            if ((marks & bit) != 0) {
                return false;
            }
            if (area.compareAndSetInt(at, marks, marks | bit)) {
                return true;
            }
        }
    }

    /** Whether somebody has come. */
    boolean hasCome(int who) {
        return (area.getIntVolatile(IngestLayout.mark(who)) & IngestLayout.markBit(who)) != 0;
    }

    /** Whether it was here that they came. */
    boolean holds(int who) {
        return held.stream().anyMatch(lock -> lock.position() == FIRST_LOCK + who);
    }

    /** Whether somebody has come, and their process has ended since. */
    boolean hasGone(int who) {
        if (!hasCome(who)) {
            return false;
        }
        try (FileLock lock = channel.tryLock(FIRST_LOCK + who, 1, false)) {
            return lock != null;
        } catch (OverlappingFileLockException | IOException e) {
            return false; // they are in this process, or nobody knows
        }
    }

    /** Whether a producer has gone, or will not come since who made the ring has gone before it came. */
    boolean hasProducerGone(int producer) {
        return hasCome(producer) ? hasGone(producer) : hasGone(MAKER) && !hasCome(producer);
    }

    /** Gives all places up that were taken by this, and by nobody else in this process. */
    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        try (file) {
            for (final FileLock lock : held) {
                lock.release();
            }
        } catch (IOException e) {
            return; // nothing was written by it
        }
    }
}
