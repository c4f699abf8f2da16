package io.memspike.tasks.record;

import io.memspike.core.file.internal.AtomicFile;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Arrays in one file, as NumPy's {@code savez_compressed} writes them. */
public final class NpzFile {
    private static final long NEVER = 315_532_800_000L; // 1980, where the format's time begins: bytes repeat

    private NpzFile() {}

    /**
     * Bytes without sign.
     *
     * @param shape extents
     * @param elements row-major
     */
    public record Bytes(long[] shape, byte[] elements) {}

    /**
     * Writes a file, replacing an earlier one in one step.
     *
     * @param arrays by name
     * @throws IOException with one line that names it, where that fails
     */
    public static void write(Path target, Map<String, Bytes> arrays) throws IOException {
        AtomicFile.write(target, channel -> {
            final ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel));
            zip.setLevel(Deflater.BEST_SPEED);
            for (final Map.Entry<String, Bytes> each : arrays.entrySet()) {
                final ZipEntry entry = new ZipEntry(each.getKey() + ".npy");
                entry.setTime(NEVER);
                zip.putNextEntry(entry);
                zip.write(NpyFile.header(NpyFile.Type.U8, each.getValue().shape()));
                zip.write(each.getValue().elements());
                zip.closeEntry();
            }
            zip.finish();
        });
    }
}
