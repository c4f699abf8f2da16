package io.memspike.app.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command in a process of its own, which may be killed. */
final class Victim {
    private static final List<String> JAVA = List.of(
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1", // it starts fast, and has scalar kernels: vectors are slow there
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "--add-opens",
            "java.base/jdk.internal.misc=ALL-UNNAMED");

    private static final int KILLED = 128 + 9; // by SIGKILL, as shells tell it

    private final Process process;
    private final Path log;

    private Victim(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** The words of a command line that runs a command; options of Java come first. */
    static List<String> words(List<String> options, Object... command) {
        final List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(JAVA);
        words.addAll(options);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.memspike.app.Main"));
        Stream.of(command).map(String::valueOf).forEach(words::add);
        return words;
    }

    /** A command that runs, what it says in a file. */
    static Victim start(Path log, List<String> words) throws IOException {
        return new Victim(
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(new File(log.toString()))
                        .start(),
                log);
    }

    /** The same of a command of ours. */
    static Victim start(Path log, Object... command) throws IOException {
        return start(log, words(List.of(), command));
    }

    /** Runs to its end, which must be a good one; nanoseconds that it took. */
    static long run(Path log, Object... command) throws IOException, InterruptedException {
        final long begin = System.nanoTime();
        final Victim whole = start(log, command);
        if (whole.status() != 0) {
            throw new AssertionError(whole.said());
        }
        return System.nanoTime() - begin;
    }

    /** A training of four short epochs. */
    static Object[] training(Path out) {
        return new Object[] {
            "train",
            "classify",
            "--network",
            "mlp",
            "--samples",
            60,
            "--hold-out",
            20,
            "--test-samples",
            10,
            "--epochs",
            4,
            "--batch",
            20,
            "--out",
            out
        };
    }

    /** The same from a checkpoint on. */
    static Object[] goingOn(Path checkpoint, Path out) {
        return new Object[] {"train", "classify", "--resume", checkpoint, "--out", out, "--test-samples", 10};
    }

    /** Kills it after so long, if it runs until then, as by {@code kill -9}. */
    Victim killedAfter(long nanos) {
        CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS).execute(process::destroyForcibly);
        return this;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** How it ended; waits until it has. */
    int status() throws InterruptedException {
        return process.waitFor();
    }

    /** The one line in which it refused, with status 1 and no trace. */
    String refusal() throws IOException, InterruptedException {
        assertEquals(1, status(), said());
        final List<String> lines =
                said().lines().filter(line -> line.startsWith("memspike: ")).toList();
        assertEquals(1, lines.size(), said());
        assertFalse(said().contains("\tat "), said());
        return lines.get(0);
    }

    /** Whether it came to a good end; where not, it must have been killed. */
    boolean hasFinished() throws IOException, InterruptedException {
        final int status = process.waitFor();
        if (status != 0 && status != KILLED) {
            throw new AssertionError("status " + status + ": " + said());
        }
        return status == 0;
    }

    /** All that it has said. */
    String said() throws IOException {
        return Files.readString(log);
    }
}
