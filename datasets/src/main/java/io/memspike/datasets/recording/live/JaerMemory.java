package io.memspike.datasets.recording.live;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.InputFile;
import io.memspike.datasets.EventVisitor;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Events that jAER publishes in a memory-mapped file (DNNOutputViaSharedMemory, EventWindows): two slots of equal length, which windows
 * of events fill in turns, little-endian.
 *
 * <pre>
 *   slot   | "JAER" | version 1, u16 | 0, u16 | seq, u32 | width, u32 | height, u32 | events, u32 | 16, u16 | 2, u16 |
 *          | last time, i64 | room, u32 | unused up to 64 bytes | events … |
 *   event  | microseconds, i64 | x, u16 | y, u16 | ON, u8 | three unused |
 * </pre>
 *
 * <p>Window {@code seq}, from 1, lies in slot {@code seq & 1}, and its number is written last. A window that is written anew before it
 * was copied is lost, whole, and counted.
 */
public final class JaerMemory extends LiveSource {
    private static final int HEAD = 64;
    private static final int EVENT = 16;
    private static final int SEQ = 8;
    private static final int EVENTS_KIND = 2;
    private static final int MOST_SIDE = 2048;
    private static final VarHandle INTS = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final ByteBuffer memory;
    private final int slot;
    private final ByteBuffer window;
    private long lost;

    private JaerMemory(Path file, ByteBuffer memory, int width, int height, long idleNanos) {
        super(width, height, idleNanos);
        this.file = file;
        this.memory = memory;
        this.slot = memory.capacity() / 2;
        this.window = ByteBuffer.allocate(slot).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Maps the file, which may be still to come.
     *
     * @param idleNanos how long to wait for it, and for each window
     * @throws FileFormatException where it is not what jAER writes
     */
    public static JaerMemory open(Path file, long idleNanos) throws IOException {
        final long begin = System.nanoTime();
        while (!Files.exists(file) || Files.size(file) < 2 * HEAD) {
            if (System.nanoTime() - begin >= idleNanos || Thread.currentThread().isInterrupted()) {
                throw new FileFormatException(file + ": expected two slots that jAER writes, found no such file");
            }
            LockSupport.parkNanos(1_000_000);
        }
        final ByteBuffer memory;
        try (FileChannel channel = FileChannel.open(file)) {
            final long size = channel.size();
            if (size > Integer.MAX_VALUE || size % 2 != 0 || (size / 2 - HEAD) % EVENT != 0) {
                throw new FileFormatException(file, "length", "two slots of 64 bytes and events of 16", size);
            }
            memory = InputFile.map(file, channel, FileChannel.MapMode.READ_ONLY, 0, size)
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
        final int width = memory.getInt(12);
        final int height = memory.getInt(16);
        if (memory.getInt(0) != ('J' | 'A' << 8 | 'E' << 16 | 'R' << 24) || memory.getShort(26) != EVENTS_KIND) {
            throw new FileFormatException(
                    file, "offset 0", "JAER and events, kind 2", "other bytes, or kind " + memory.getShort(26));
        }
        if (width < 1 || height < 1 || width > MOST_SIDE || height > MOST_SIDE) {
            throw new FileFormatException(
                    file, "offset 12", "a sensor of 1 to " + MOST_SIDE + " pixels a side", width + " × " + height);
        }
        return new JaerMemory(file, memory, width, height, idleNanos);
    }

    private int seq(int number) {
        return (int) INTS.getAcquire(memory, number * slot + SEQ);
    }

    @Override
    public void replay(EventVisitor visitor) throws IOException {
        int last = 0;
        long since = System.nanoTime();
        while (isWaiting(since)) {
            final int next = next(last, seq(0), seq(1));
            if (next == last) {
                LockSupport.parkNanos(20_000);
                continue;
            }
            lost += last == 0 ? 0 : next - last - 1L;
            if (copy(next)) {
                tell(visitor);
            } else {
                lost++;
            }
            last = next;
            since = System.nanoTime();
        }
    }

    /** The older of the windows that were not read yet; the same number where there is none. */
    private static int next(int last, int even, int odd) {
        final int older = even - odd < 0 ? even : odd;
        final int newer = older == even ? odd : even;
        if (older != 0 && older - last > 0) {
            return older;
        }
        return newer - last > 0 ? newer : last;
    }

    /** Copies a window out; returns whether it was still the same then. */
    private boolean copy(int number) throws IOException {
        final int begin = (number & 1) * slot;
        final int events = memory.getInt(begin + 20);
        if (events < 0 || events > (slot - HEAD) / EVENT) {
            throw new FileFormatException(
                    file, "offset " + (begin + 20), "at most " + (slot - HEAD) / EVENT + " events", events);
        }
        window.clear().put(0, memory, begin + HEAD, events * EVENT).limit(events * EVENT);
        VarHandle.acquireFence();
        return seq(number & 1) == number;
    }

    private void tell(EventVisitor visitor) {
        for (int at = 0; at < window.limit(); at += EVENT) {
            final long micros = window.getLong(at);
            final int x = window.getShort(at + 8) & 0xffff;
            final int y = window.getShort(at + 10) & 0xffff;
            if (x < width() && y < height() && micros >= 0) {
                visitor.onEvent(micros, x, y, window.get(at + 12) != 0);
            }
        }
    }

    /** Windows that were lost. */
    public long lost() {
        return lost;
    }
}
