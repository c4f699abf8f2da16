package io.memspike.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that measurements are compared with. */
final class ExternalTool {
    private static final long MINUTES = 15;

    /** A peer that cannot run here; its message says why, in one clause. */
    static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1;

        Unavailable(String reason) {
            super(reason);
        }

        Unavailable(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    private ExternalTool() {}

    /**
     * Runs a program to its end.
     *
     * @param name what it is, for messages
     * @param command program and arguments
     * @return its standard output
     * @throws Unavailable where it cannot be started, does not end in time or fails
     * @throws InterruptedException where this thread is interrupted; the program is then ended
     */
    static String run(String name, List<String> command) throws Unavailable, InterruptedException {
        Path out = null;
        Path err = null;
        try {
            // into files: nobody need drain a pipe while waiting
            out = Files.createTempFile("memspike-bench", ".out");
            err = Files.createTempFile("memspike-bench", ".err");
            final Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            try {
                if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                    throw new Unavailable(name + ": expected an end within " + MINUTES + " minutes, found none");
                }
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new Unavailable(
                        name + ": expected exit status 0, found " + process.exitValue() + ": " + lastLine(err));
            }
            return Files.readString(out, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Unavailable(name + ": cannot run " + command.get(0) + ": " + e.getMessage(), e);
        } finally {
            delete(out);
            delete(err);
        }
    }

    private static String lastLine(Path file) throws IOException {
        final List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1).strip();
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
