package io.memspike.tasks.plan;

import io.memspike.core.file.internal.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Files that are complete or not there. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes a file, replacing an earlier one only when the new one is complete. */
    public static void write(Path file, byte[] bytes) throws IOException {
        AtomicFile.write(file, channel -> {
            final ByteBuffer content = ByteBuffer.wrap(bytes);
            while (content.hasRemaining()) {
                channel.write(content);
            }
        });
    }
}
