package io.memspike.serve.run;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.memspike.testing.AnyBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers of what is kept of runs as targets of a fuzzer; {@code .ci/fuzz} runs them. */
class RunFuzz {
    @TempDir
    static Path directory;

    static Stream<byte[]> runs() {
        return Stream.of(
                text(
                        "{\"id\":1,\"experiment\":\"train classify\",\"plan\":{\"network\":\"mlp\",\"epochs\":3},\"state\":\"RUNNING\","
                                + "\"created\":1,\"started\":2}"),
                text(
                        "{\"id\":2,\"experiment\":\"evaluate\",\"plan\":{},\"state\":\"FAILED\",\"created\":1,\"started\":2,\"ended\":3,"
                                + "\"failure\":\"no\",\"resumedFrom\":\"model.checkpoint.safetensors\"}"));
    }

    static Stream<byte[]> news() {
        return Stream.of(
                text(
                        "{\"news\":\"epoch\",\"at\":5,\"result\":{\"epoch\":1,\"loss\":0.5},\"of\":3}\n{\"news\":\"x\",\"at\":6}\n{\"ne"));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @MethodSource("runs")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void run(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("run.json"), bytes, file -> read(file));
    }

    /** Lines that no server wrote are shown as they are, and only their curve is refused. */
    @MethodSource("news")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void news(byte[] bytes) throws IOException {
        AnyBytes.check(directory.resolve("news.jsonl"), bytes, file -> {
            try {
                RunTables.curve(new RunNews(file).after(0));
            } catch (JsonProcessingException e) {
                throw new IOException(file + ": expected news, found something else", e);
            }
        });
    }

    static void read(Path file) throws IOException {
        new RunDirectory(file.getParent()).read().ofExactNumbers();
    }
}
