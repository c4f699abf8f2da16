package io.memspike.serve.run;

import io.memspike.core.file.internal.AtomicFile;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run has told, one line of JSON each, appended as it comes and numbered from 1. A server that ends at any moment leaves at
 * most one line that is torn, which is cut off before the next is appended and never shown. Thread-safe.
 */
final class RunNews {
    private final Path file;
    private SoftReference<List<String>> kept = new SoftReference<>(null); // read again where the memory was needed
    private long length; // of the lines that are whole, in bytes

    RunNews(Path file) {
        this.file = file;
    }

    /** All from one on: those behind number {@code after}, 0 for all. */
    synchronized List<String> after(int after) throws IOException {
        final List<String> lines = read();
        return List.copyOf(lines.subList(Math.min(Math.max(0, after), lines.size()), lines.size()));
    }

    /** Appends one. */
    synchronized void add(String line) throws IOException {
        final List<String> lines = read();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(length).position(length);
            final ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            length = channel.position();
        } catch (IOException e) {
            throw AtomicFile.unwritten(file, e);
        }
        lines.add(line);
    }

    /** Forgets all, on disk too. */
    synchronized void clear() throws IOException {
        Files.deleteIfExists(file);
        kept = new SoftReference<>(null);
    }

    private List<String> read() throws IOException {
        final List<String> before = kept.get();
        if (before != null) {
            return before;
        }
        final List<String> whole = new ArrayList<>();
        final byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                whole.add(new String(bytes, begin, i - begin, StandardCharsets.UTF_8));
                begin = i + 1;
            }
        }
        length = begin;
        kept = new SoftReference<>(whole);
        return whole;
    }
}
