package io.memspike.app.process;

import io.memspike.testing.Outside;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A disk of memory, which can be filled and made read-only; tests are skipped where nobody may mount one. */
final class SmallDisk {
    private static final int PIECE = 64 << 10; // bytes

    private final Path at;
    private final Path filling;

    private SmallDisk(Path at) {
        this.at = at;
        this.filling = at.resolve("filling");
    }

    /** An empty one of so many bytes. */
    static SmallDisk mount(Path at, int bytes) throws IOException, InterruptedException {
        Outside.need(Files.isExecutable(Path.of("/bin/mount")), "no /bin/mount: no small disk");
        Files.createDirectories(at);
        Outside.need(
                run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", at.toString()),
                "may not mount: no small disk");
        return new SmallDisk(at);
    }

    private static boolean run(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(List.of(words))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** A file on it. */
    Path file(String name) {
        return at.resolve(name);
    }

    /** Fills it, but for so many bytes. */
    void fill(long but) throws IOException {
        try (OutputStream out = Files.newOutputStream(filling)) {
            long left = Files.getFileStore(at).getUsableSpace() - but;
            for (; left > 0; left -= PIECE) {
                out.write(new byte[(int) Math.min(left, PIECE)]);
            }
        }
    }

    /** Makes room again. */
    void empty() throws IOException {
        Files.delete(filling);
    }

    /** Allows nobody to write, or everybody again. */
    void readOnly(boolean isReadOnly) throws IOException, InterruptedException {
        if (!run("mount", "-o", "remount," + (isReadOnly ? "ro" : "rw"), at.toString())) {
            throw new IOException(at + " cannot be mounted anew");
        }
    }

    /** Takes it away. */
    void unmount() throws IOException, InterruptedException {
        if (!run("umount", "-l", at.toString())) { // lazily: what a test has mapped stays until it is collected
            throw new IOException(at + " cannot be unmounted");
        }
    }
}
