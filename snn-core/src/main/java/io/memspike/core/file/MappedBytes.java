package io.memspike.core.file;

import io.memspike.core.file.internal.InputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/**
 * A whole file mapped read-only, of any length: one buffer holds at most 2 GB, so it is mapped in windows of 1 GiB, each
 * seven bytes longer than its step so that no eight-byte read straddles two. Little-endian. Safe for any number of
 * readers.
 */
final class MappedBytes {
    private final int shift;
    private final long length;
    private final MappedByteBuffer[] windows;

    /**
     * Maps a file.
     *
     * @param file named in messages
     * @param channel may be closed afterwards
     * @param shift windows begin every 2^shift bytes; 30 but for tests
     */
    MappedBytes(Path file, FileChannel channel, int shift) throws IOException {
        this.shift = shift;
        length = channel.size();
        final long step = 1L << shift;
        windows = new MappedByteBuffer[Math.toIntExact((length + step - 1) >> shift)];
        for (int i = 0; i < windows.length; i++) {
            final long begin = i * step;
            windows[i] = InputFile.map(
                    file, channel, MapMode.READ_ONLY, begin, Math.min(step + Long.BYTES - 1, length - begin));
            windows[i].order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    long length() {
        return length;
    }

    /** Copies bytes out. */
    void copy(long offset, byte[] into, int from, int count) {
        int done = 0;
        while (done < count) {
            final long at = offset + done;
            final int step = (int) Math.min(count - done, (1L << shift) - position(at));
            windows[window(at)].get(position(at), into, from + done, step);
            done += step;
        }
    }

    /** Read-only, little-endian; a view where the range lies in one window, a copy where it straddles two. */
    ByteBuffer slice(long offset, int count) {
        if (count == 0) {
            return ByteBuffer.allocate(0).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        }
        final MappedByteBuffer window = windows[window(offset)];
        if (position(offset) + (long) count <= window.capacity()) {
            return window.slice(position(offset), count).order(ByteOrder.LITTLE_ENDIAN);
        }
        final byte[] copy = new byte[count];
        copy(offset, copy, 0, count);
        return ByteBuffer.wrap(copy).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private int window(long offset) {
        return (int) (offset >> shift);
    }

    private int position(long offset) {
        return (int) (offset & (1L << shift) - 1);
    }
}
