package io.memspike.datasets.recording;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.InputFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a file through a window that moves forward: decoders loop over {@link #window()} from {@link #at()} to
 * {@link #end()} and say how far they came. Belongs to one thread.
 */
public final class RecordingBytes implements Closeable {
    private static final int WINDOW = 1 << 18;
    private static final int MOST_HEADER = 1 << 20;

    private final Path file;
    private final String name; // as errors say it
    private final ReadableByteChannel channel;
    private final long length;
    private final byte[] window = new byte[WINDOW];
    private final ByteBuffer view = ByteBuffer.wrap(window);
    private int at;
    private int end;
    private long base; // offset of the window in the file

    private RecordingBytes(Path file, String name, ReadableByteChannel channel, long length) {
        this.file = file;
        this.name = name;
        this.channel = channel;
        this.length = length;
    }

    /**
     * Opens a file.
     *
     * @throws IOException where it cannot be read
     */
    public static RecordingBytes open(Path file) throws IOException {
        InputFile.requireFile(file, "a recording");
        InputFile.open(file, "a recording").close(); // refuses what cannot be opened in one line
        final FileChannel channel = FileChannel.open(file);
        return new RecordingBytes(file, file.toString(), channel, channel.size());
    }

    /**
     * What lies in a file, unpacked.
     *
     * @param name what it is called in the file, for messages
     * @param in closed with this
     * @param length how many bytes it has
     */
    public static RecordingBytes of(Path file, String name, InputStream in, long length) {
        return new RecordingBytes(file, file + ": " + name, Channels.newChannel(in), length);
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** Its length in bytes. */
    public long length() {
        return length;
    }

    /** The window. Not to be modified. */
    public byte[] window() {
        return window;
    }

    /** Where in the window the next byte lies. */
    public int at() {
        return at;
    }

    /** Where the window's content ends. */
    public int end() {
        return end;
    }

    /** Offset in the file of the next byte. */
    public long offset() {
        return base + at;
    }

    /** Offset in the file of a place in the window. */
    public long offset(int place) {
        return base + place;
    }

    /** Says how far a decoder came. */
    public void moveTo(int place) {
        at = place;
    }

    /** Goes on behind the next bytes, unread where they lie beyond the window. */
    public void skip(long count) throws IOException {
        seek(offset() + count);
    }

    /** Goes on at another offset. */
    public void seek(long offset) throws IOException {
        if (offset >= base && offset <= base + end) {
            at = (int) (offset - base);
            return;
        }
        if (!(channel instanceof SeekableByteChannel seekable)) {
            throw new IllegalStateException("what is unpacked on the way cannot be sought in");
        }
        seekable.position(offset);
        base = offset;
        at = 0;
        end = 0;
    }

    /**
     * Makes at least {@code count} bytes lie in the window.
     *
     * @param count at most 64 KiB
     * @return whether there are so many before the file ends
     */
    public boolean has(int count) throws IOException {
        if (end - at >= count) {
            return true;
        }
        System.arraycopy(window, at, window, 0, end - at);
        base += at;
        end -= at;
        at = 0;
        view.clear().position(end);
        while (view.hasRemaining()) {
            if (channel.read(view) < 0) {
                break;
            }
        }
        end = view.position();
        return end >= count;
    }

    /** Copies the next bytes out; returns how many there were. */
    public int copy(byte[] into, int from, int count) throws IOException {
        int done = 0;
        while (done < count && has(1)) {
            final int step = Math.min(count - done, end - at);
            System.arraycopy(window, at, into, from + done, step);
            at += step;
            done += step;
        }
        return done;
    }

    /** The first bytes of the file; goes back to its begin. */
    Head head() throws IOException {
        seek(0);
        has(Head.MOST);
        final byte[] bytes = new byte[Math.min(Head.MOST, end)];
        System.arraycopy(window, 0, bytes, 0, bytes.length);
        return new Head(bytes, length);
    }

    /**
     * Lines of text at the begin.
     *
     * @param mark what each starts with; a line that holds control characters is none of them, but data
     * @param last the line that ends them, is one of them, and need not be there
     */
    public List<String> header(String mark, String last) throws IOException {
        final List<String> lines = new ArrayList<>();
        while (has(mark.length()) && startsWith(mark)) {
            final String line = line();
            if (line == null) {
                break;
            }
            lines.add(line.strip());
            if (line.strip().equals(last)) {
                break;
            }
            if (offset() > MOST_HEADER) {
                throw refusal(offset(), "a header of at most " + MOST_HEADER + " bytes", "more");
            }
        }
        return lines;
    }

    private boolean startsWith(String mark) {
        for (int i = 0; i < mark.length(); i++) {
            if (window[at + i] != mark.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A line with its end, or null where what follows is none. */
    private String line() throws IOException {
        int length = lineLength();
        if (length == end - at) { // it goes on beyond the window
            has(WINDOW);
            length = lineLength();
        }
        if (length == end - at || window[at + length] != '\n') {
            return null;
        }
        final String line = new String(window, at, length + 1, StandardCharsets.UTF_8);
        at += length + 1;
        return line;
    }

    /** How many bytes lie before the next control character that is no blank, or before the end of the window. */
    private int lineLength() {
        int i = at;
        while (i < end && (window[i] < 0 || window[i] >= ' ' || window[i] == '\t' || window[i] == '\r')) {
            i++;
        }
        return i - at;
    }

    /** A refusal of this file. */
    public FileFormatException refusal(long offset, Object expected, Object found) {
        return new FileFormatException(name, "offset " + offset, expected, found);
    }

    /** A refusal of what ends within something. */
    public FileFormatException cutShort(String what, int bytes) {
        return refusal(offset(), what + " of " + bytes + " bytes", (end - at) + " bytes, the end of the file");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
