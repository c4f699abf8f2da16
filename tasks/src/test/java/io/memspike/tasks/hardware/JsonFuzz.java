package io.memspike.tasks.hardware;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.train.TrainClassifyPlan;
import io.memspike.testing.AnyBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers of crossbars and of plans as targets of a fuzzer; {@code .ci/fuzz} runs them. */
class JsonFuzz {
    @TempDir
    static Path directory;

    static Stream<byte[]> crossbars() {
        return Stream.of(
                text("{\"R\": [[1000, 2e4, -1]], \"V\": [0.5], \"r_i_wl\": 1.5, \"r_i_bl\": 0}"),
                text(
                        "{\"a\": {\"R\": [[1, 2], [3, 4]], \"V\": [1, -1], \"r_i_wl\": 0, \"r_i_bl\": 1, \"I_out\": [1]}}"));
    }

    static Stream<byte[]> plans() {
        return Stream.of(
                text("{}"),
                text(Plans.write(Plans.read("{}", TrainClassifyPlan.class))),
                text("{\"epochs\": 3, \"seed\": 4, \"network\": \"mlp\", \"loss\": \"squared\"}"));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void readCrossbar(Path file) throws IOException {
        CrossbarFile.read(file, 1, 1);
    }

    @MethodSource("crossbars")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void crossbar(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, JsonFuzz::readCrossbar);
    }

    @MethodSource("plans")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void plan(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed"), bytes, JsonFuzz::readPlan);
    }

    /** A plan is text that a program hands over; its refusal names no file. */
    static void readPlan(Path file) throws IOException {
        try {
            Plans.read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), TrainClassifyPlan.class);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
