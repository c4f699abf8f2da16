package io.memspike.app.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training and an evaluation give the same bits on vectors of any width, and on none. */
class VectorWidthTest {
    private static final List<String> COMPILED =
            List.of("-XX:TieredStopAtLevel=4", "--add-modules", "jdk.incubator.vector");

    @TempDir
    static Path directory;

    private static byte[] model;
    private static byte[] logits;

    /** What came of both, on vectors as wide as this machine has. */
    @BeforeAll
    static void reckonAsUsual() throws Exception {
        model = model("usual", List.of(), "auto");
        logits = logits("usual", List.of(), "auto");
    }

    private static String run(String name, List<String> options, Object... command) throws Exception {
        final List<String> all =
                Stream.concat(COMPILED.stream(), options.stream()).toList();
        final Victim done = Victim.start(directory.resolve(name + ".log"), Victim.words(all, command));
        assertEquals(0, done.status(), done.said());
        final String said = done.said();
        return said.substring(Math.max(0, said.indexOf("{\n"))); // behind what Java itself says
    }

    private static byte[] model(String name, List<String> options, String kernels) throws Exception {
        final Path out = directory.resolve(name + ".safetensors");
        run(
                name,
                options,
                "train",
                "classify",
                "--network",
                "conv",
                "--samples",
                24,
                "--batch",
                8,
                "--hold-out",
                4,
                "--test-samples",
                4,
                "--epochs",
                1,
                "--kernels",
                kernels,
                "--out",
                out);
        return Files.readAllBytes(out);
    }

    /** The read-out of every step, under noise that each read draws. */
    private static byte[] logits(String name, List<String> options, String kernels) throws Exception {
        final Path out = directory.resolve(name + ".logits.safetensors");
        run(
                name,
                options,
                "evaluate",
                directory.resolve("usual.safetensors"),
                "--samples",
                12,
                "--read-noise",
                "0.1",
                "--logits",
                out,
                "--kernels",
                kernels);
        return Files.readAllBytes(out);
    }

    @ParameterizedTest
    @CsvSource({
        "no vectors, -XX:MaxVectorSize=64, scalar",
        "128 bits, -XX:MaxVectorSize=16, simd",
        "256 bits, -XX:MaxVectorSize=32, simd",
        "SSE, -XX:UseAVX=0, simd",
        "AVX, -XX:UseAVX=1, simd",
        "AVX2, -XX:UseAVX=2, simd",
        "AVX-512, -XX:UseAVX=3, simd"
    })
    void shouldTrainAndEvaluateToTheSameBits(String what, String option, String kernels) throws Exception {
        final List<String> options = List.of("-XX:+IgnoreUnrecognizedVMOptions", option); // AVX is of x86 alone

        assertArrayEquals(model, model(what, options, kernels), what);
        assertArrayEquals(logits, logits(what, options, kernels), what);
    }

    @Test
    void shouldHaveFourLanesOf128Bits() throws Exception {
        final JsonNode info = new JsonMapper().readTree(run("info", List.of("-XX:MaxVectorSize=16"), "info", "--json"));

        assertEquals(4, info.get("lanes").asInt());
    }
}
