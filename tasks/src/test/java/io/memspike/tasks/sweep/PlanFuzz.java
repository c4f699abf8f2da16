package io.memspike.tasks.sweep;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Job;
import io.memspike.tasks.experiment.Plans;
import io.memspike.testing.AnyBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers of plans, of every experiment and of sweeps, and of what sweeps wrote, as targets of a fuzzer; {@code .ci/fuzz} runs them. */
class PlanFuzz {
    @TempDir
    static Path directory;

    /** An experiment's name, then its plan as JSON in the next lines. */
    static Stream<byte[]> plans() {
        return Stream.concat(
                Stream.of(
                        text(
                                "train classify\n{\"epochs\": 3, \"seed\": 4, \"network\": \"mlp\", \"loss\": \"squared\"}"),
                        text("evaluate\n{\"model\": \"prime\", \"samples\": 10, \"earlyStop\": \"0.9\"}")),
                Job.experiments().values().stream().map(each -> text(each.name() + "\n" + usual(each))));
    }

    /** The plan of which nothing is said, where there is one. */
    private static String usual(Experiment<?, ?> experiment) {
        try {
            return Plans.write(Plans.read("{}", experiment.plan()));
        } catch (IllegalArgumentException e) {
            return "{}"; // something must be said
        }
    }

    static Stream<byte[]> sweeps() {
        return Stream.of(
                text(
                        "experiment: evaluate\nplan:\n  model: prime\n  samples: 10\ngrid:\n  read-noise: [0, 0.05]\n  adc-bits: [4, 6]\n"
                                + "repeats: 2\nfigures: [accuracy]\npareto: {accuracy: most, adcBits: least}\n"),
                text(
                        "experiment: train classify\npoints:\n- {network: mlp, epochs: 1}\n- network: conv\nrandom:\n  count: 3\n  seed: 1\n"
                                + "  of: {learning-rate: {from: 1e-4, to: 1e-2, scale: log}, sparsity: {from: 0, to: 1}}\n"));
    }

    static Stream<byte[]> results() {
        return Stream.of(text(
                "{\"job\":\"00112233445566aa\",\"point\":{\"a\":1},\"seed\":1,\"plan\":{},\"result\":{\"accuracy\":0.5}}\n"
                        + "{\"job\":\"00112233445566ab\",\"point\":{},\"plan\":{},\"failure\":\"no\"}\n{\"jo"));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @MethodSource("plans")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void plan(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, PlanFuzz::readPlan);
    }

    @MethodSource("sweeps")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void sweep(byte[] bytes) throws IOException {
        if (!isLarge(bytes)) {
            AnyBytes.check(directory.resolve("fuzzed"), bytes, PlanFuzz::readSweep);
        }
    }

    @MethodSource("results")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void results(byte[] bytes) throws IOException {
        AnyBytes.check(
                directory.resolve("fuzzed"),
                bytes,
                file -> ResultLines.open(file).close());
    }

    /** Whether it may ask for points by the hundred thousand, which take their room. */
    private static boolean isLarge(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).matches("(?s).*(\\d{5}|\\d[eE]|0[xXoO]).*");
    }

    /** A plan is text that a program hands over; its refusal names no file. */
    static void readPlan(Path file) throws IOException {
        final String[] parts = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", 2);
        final Experiment<?, ?> experiment = Job.experiments().get(parts[0]);
        try {
            if (experiment != null && parts.length == 2) {
                Plans.read(parts[1], experiment.plan());
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    static void readSweep(Path file) throws IOException {
        SweepText.read(file);
    }
}
