package io.memspike.tasks.hardware;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import io.memspike.testing.AnyBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader of crossbars as a target of a fuzzer; {@code .ci/fuzz} runs it. */
class JsonFuzz {
    @TempDir
    static Path directory;

    static Stream<byte[]> crossbars() {
        return Stream.of(
                text("{\"R\": [[1000, 2e4, -1]], \"V\": [0.5], \"r_i_wl\": 1.5, \"r_i_bl\": 0}"),
                text(
                        "{\"a\": {\"R\": [[1, 2], [3, 4]], \"V\": [1, -1], \"r_i_wl\": 0, \"r_i_bl\": 1, \"I_out\": [1]}}"));
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
}
