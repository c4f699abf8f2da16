package io.memspike.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A disk of memory, which can be filled and made read-only; tests are skipped where nobody may mount one. */
public final class SmallDisk implements AutoCloseable {
    private static final int PIECE = 64 << 10; // bytes

    private final Path at;
    private final Path filling;

    private SmallDisk(Path at) {
        this.at = at;
        this.filling = at.resolve("filling");
    }

    /** An empty one of so many bytes. */
    public static SmallDisk mount(Path at, int bytes) throws IOException {
        Files.createDirectories(at);
        Outside.need(
                Outside.runs("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", at.toString()),
                "a small file system cannot be mounted here (it takes root)");
        return new SmallDisk(at);
    }

    /** A file on it. */
    public Path file(String name) {
        return at.resolve(name);
    }

    /** Fills it, but for so many bytes. */
    public void fill(long but) throws IOException {
        try (OutputStream out = Files.newOutputStream(filling)) {
            long left = Files.getFileStore(at).getUsableSpace() - but;
            for (; left > 0; left -= PIECE) {
                out.write(new byte[(int) Math.min(left, PIECE)]);
            }
        }
    }

    /** Names of the files on it, in order; what it is filled with is none. */
    public List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(at)) {
            return all.filter(each -> !each.equals(filling))
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** Makes room again. */
    public void empty() throws IOException {
        Files.delete(filling);
    }

    /** Allows nobody to write, or everybody again. */
    public void readOnly(boolean isReadOnly) throws IOException {
        if (!Outside.runs("mount", "-o", "remount," + (isReadOnly ? "ro" : "rw"), at.toString())) {
            throw new IOException(at + " cannot be mounted anew");
        }
    }

    @Override
    public void close() throws IOException {
        if (!Outside.runs(
                "umount", "-l", at.toString())) { // lazily: what a test has mapped stays until it is collected
            throw new IOException(at + " cannot be unmounted");
        }
    }
}
