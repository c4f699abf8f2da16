package io.memspike.serve.run;

import java.io.IOException;
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
    private List<String> lines; // read when first asked for
    private long length; // of the lines that are whole, in bytes

    RunNews(Path file) {
        this.file = file;
    }

    /** All from one on: those behind number {@code after}, 0 for all. */
    synchronized List<String> after(int after) throws IOException {
        read();
        return List.copyOf(lines.subList(Math.min(Math.max(0, after), lines.size()), lines.size()));
    }

    /** Appends one. */
    synchronized void add(String line) throws IOException {
        read();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(length).position(length);
            final ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            length = channel.position();
        }
        lines.add(line);
    }

    private void read() throws IOException {
        if (lines != null) {
            return;
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
        lines = whole;
    }
}
