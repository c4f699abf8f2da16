package io.memspike.bench.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs that are measured: those that Memspike is compared with, and Memspike itself in a fresh process. */
public final class ExternalTool {
    private static final long MINUTES = 15;

    /** A peer that cannot run here; its message says why, in one clause. */
    public static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1;

        private final String output;

        public Unavailable(String reason) {
            this(reason, "");
        }

        /** A program that failed, having printed {@code output}. */
        public Unavailable(String reason, String output) {
            super(reason);
            this.output = output;
        }

        public Unavailable(String reason, Throwable cause) {
            super(reason, cause);
            this.output = "";
        }

        /** What it printed on standard output before it failed. */
        String output() {
            return output;
        }
    }

    private ExternalTool() {}

    /** Runs a program to its end, in the environment of this one. */
    public static String run(String name, List<String> command) throws Unavailable, InterruptedException {
        return run(name, command, Map.of());
    }

    /**
     * Runs a program to its end.
     *
     * @param name what it is, for messages
     * @param command program and arguments
     * @param environment variables beside those of this process
     * @return its standard output
     * @throws Unavailable where it cannot be started, does not end in time or fails
     * @throws InterruptedException where this thread is interrupted; the program is then ended
     */
    public static String run(String name, List<String> command, Map<String, String> environment)
            throws Unavailable, InterruptedException {
        Path out = null;
        Path err = null;
        try {
            // into files: nobody need drain a pipe while waiting
            out = Files.createTempFile("memspike-bench", ".out");
            err = Files.createTempFile("memspike-bench", ".err");
            final ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(environment);
            final Process process = builder.start();
            try {
                if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                    throw new Unavailable(name + ": expected an end within " + MINUTES + " minutes, found none");
                }
            } finally {
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new Unavailable(
                        name + ": expected exit status 0, found " + process.exitValue() + ": " + lastLine(err),
                        Files.readString(out, StandardCharsets.UTF_8));
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
