package io.memspike.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.bench.PyTorchSetting;
import io.memspike.bench.run.SynapticLimit;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerOutputTest {
    @TempDir
    private Path directory;

    /** Programs that a shell runs: each prints what it was called with and where compiled code goes, then {@code text}. */
    private PyTorch torchThatPrints(String text) throws IOException {
        return torchThatRuns("echo starting\necho '" + text + "'\n");
    }

    private PyTorch torchThatRuns(String commands) throws IOException {
        for (final String program : List.of("prime_torch.py", "prime_torch_best.py", "training_torch.py")) {
            Files.writeString(
                    directory.resolve(program),
                    "echo " + program + " $* $TORCHINDUCTOR_CACHE_DIR >'" + directory.resolve("call") + "'\n"
                            + commands);
        }
        Outside.need(Files.isExecutable(Path.of("/bin/sh")), "/bin/sh is absent");
        return new PyTorch("/bin/sh", directory, directory, "true", directory.resolve("cache"));
    }

    private static PyTorchSetting setting(String name) {
        return PyTorchSetting.best("conv").stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String refusal(PyTorch torch, String setting) {
        return assertThrows(
                        ExternalTool.Unavailable.class,
                        () -> torch.infer(setting(setting), Path.of("m"), Path.of("e"), 10, 1))
                .getMessage();
    }

    @Test
    void shouldReadTheLastLineOfAnInference() throws Exception {
        final PyTorch torch = torchThatPrints("{\"samplesPerSecond\": 250.5, \"batch1LatencyMs\": 12.5}");

        assertEquals(
                new PyTorch.Inference(250.5, 12_500, null, null),
                torch.infer(PyTorchSetting.EAGER, Path.of("m"), Path.of("e"), 10, 2));
        assertEquals(
                "prime_torch.py infer m e --samples 10 --threads 2 " + directory.resolve("cache"),
                Files.readString(directory.resolve("call")).strip());
    }

    @Test
    void shouldReadThroughputLatencyAndAnswersOfPyTorchAtItsBest() throws Exception {
        // the program prints a line for throughput, one for latency, and a summary
        final PyTorch torch = torchThatPrints("{\"samplesPerSecond\": 2400, \"batch\": 20, \"answersThatDiffer\": 3}\n"
                + "{\"batch1LatencyMs\": 0.5, \"batch1P99Ms\": 2}\n"
                + "{\"best\": {\"samplesPerSecond\": 1}, \"bestLatency\": null}");

        assertEquals(
                new PyTorch.Inference(2400, 500, 2000.0, 3),
                torch.infer(setting("bf16"), Path.of("m"), Path.of("e"), 10, 2));
        assertEquals(
                "prime_torch_best.py m e --setting layers,inductor,nhwc,bf16,20 --samples 10 --threads 2 "
                        + directory.resolve("cache"),
                Files.readString(directory.resolve("call")).strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"samplesPerSecond\": 2400, \"answersThatDiffer\": 0}",
                "{\"samplesPerSecond\": 2400, \"batch1LatencyMs\": 1, \"batch1P99Ms\": 2}",
                "{\"samplesPerSecond\": 2400, \"batch1LatencyMs\": 1, \"batch1P99Ms\": 2, \"answersThatDiffer\": null}",
                "{\"samplesPerSecond\": 2400, \"batch1LatencyMs\": 1, \"batch1P99Ms\": 2, \"answersThatDiffer\": -1}"
            })
    void shouldRefuseOutputOfPyTorchAtItsBestWithoutTheFigures(String text) throws IOException {
        final String refusal = refusal(torchThatPrints(text), "compiled");

        assertTrue(refusal.startsWith("PyTorch: ") && refusal.contains("expected a "), refusal);
    }

    @Test
    void shouldSayThatThereIsNoCompilerWhereOneIsNeeded() throws Exception {
        final String line =
                "{\"samplesPerSecond\": 9, \"batch1LatencyMs\": 1, \"batch1P99Ms\": 2, \"answersThatDiffer\": 0}";
        final PyTorch torch = torchThatPrints(line);
        final String none = directory.resolve("none").toString();
        final PyTorch without = new PyTorch(torch.python(), torch.references(), torch.peers(), none, torch.cache());

        final String refusal = refusal(without, "compiled");

        assertTrue(
                refusal.startsWith("PyTorch, compiled: expected a C++ compiler, found none: " + none + ": cannot run"),
                refusal);
        assertEquals(1, refusal.lines().count());
        assertEquals(refusal, refusal(without, "bf16")); // the same line, so that it is said once
        assertEquals(
                9,
                without.infer(setting("eager-better"), directory, directory, 1, 1)
                        .samplesPerSecond());
    }

    @Test
    void shouldSayWhatPyTorchRefused() throws IOException {
        final PyTorch torch = torchThatRuns("echo '{\"setting\": [], \"refused\": \"CppCompileError: no Python.h\"}'\n"
                + "echo 'ValueError: max() iterable argument is empty' >&2\nexit 1\n");

        assertEquals("PyTorch, compiled: it refused: CppCompileError: no Python.h", refusal(torch, "compiled"));
    }

    @Test
    void shouldSayThatPyTorchAtItsBestIsMissing() throws IOException {
        final PyTorch torch = torchThatPrints("{}");
        final Path program = directory.resolve("prime_torch_best.py");
        Files.delete(program);

        assertEquals("PyTorch: expected " + program + ", found none", refusal(torch, "eager-better"));
    }

    @Test
    void shouldReadTheObjectOfAFreshProcess() throws Exception {
        Outside.need(Files.isExecutable(Path.of("/bin/sh")), "/bin/sh is absent");
        final Path program = directory.resolve("memspike");
        Files.writeString(
                program,
                "echo $* >'" + directory.resolve("call") + "'\necho '{'\necho '\"samplesPerSecond\" : 1100.5 }'\n");

        final ColdEvaluation.Run run =
                new ColdEvaluation(List.of("/bin/sh", program.toString()), "simd", 2).run(Path.of("m"), 2000);

        assertEquals(1100.5, run.samplesPerSecond());
        assertTrue(run.seconds() > 0);
        assertEquals(
                "evaluate m --dataset mnist --json --samples 2000 --threads 2 --kernels simd",
                Files.readString(directory.resolve("call")).strip());
    }

    @Test
    void shouldReadATraining() throws Exception {
        assertEquals(
                110.0,
                torchThatPrints("{\"trainSamplesPerSecond\": 110}")
                        .train(PyTorchSetting.EAGER, "conv", directory, 10, 1));
    }

    @Test
    void shouldTrainInEachSettingByAProgramOfItsOwn() throws Exception {
        final PyTorch torch = torchThatPrints("{\"trainSamplesPerSecond\": 220}");

        for (final PyTorchSetting setting : PyTorchSetting.training("conv")) {
            assertEquals(220.0, torch.train(setting, "conv", Path.of("e"), 10, 2));
            assertEquals(
                    "training_torch.py e --network conv --setting " + setting.argument() + " --samples 10 --threads 2 "
                            + torch.cache(),
                    Files.readString(directory.resolve("call")).strip());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Killed",
                "[1]",
                "{}",
                "{\"trainSamplesPerSecond\": \"NaN\"}",
                "{\"trainSamplesPerSecond\": -1}"
            })
    void shouldRefuseOutputWithoutTheFigure(String text) throws IOException {
        final PyTorch torch = torchThatPrints(text);

        final Exception refusal = assertThrows(
                ExternalTool.Unavailable.class, () -> torch.train(PyTorchSetting.EAGER, "conv", directory, 10, 1));
        assertTrue(refusal.getMessage().matches("PyTorch: .*expected a .*"), refusal.getMessage());
    }

    @Test
    void shouldSayWhyAProgramFailed() {
        Outside.need(Files.isExecutable(Path.of("/bin/sh")), "/bin/sh is absent");

        final Exception failure = assertThrows(
                ExternalTool.Unavailable.class,
                () -> ExternalTool.run(
                        "peer", List.of("/bin/sh", "-c", "echo first >&2; echo 'no torch' >&2; exit 3")));
        assertEquals("peer: expected exit status 0, found 3: no torch", failure.getMessage());
    }

    @Test
    void shouldSayThatAProgramOrAReferenceIsMissing() {
        final String none = directory.resolve("none").toString();

        assertTrue(assertThrows(ExternalTool.Unavailable.class, () -> ExternalTool.run("peer", List.of(none)))
                .getMessage()
                .startsWith("peer: cannot run " + none));
        assertEquals(
                "PyTorch: expected " + directory.resolve("prime_torch.py") + ", found none",
                assertThrows(
                                ExternalTool.Unavailable.class,
                                () -> PyTorch.find("python3", directory, directory, directory))
                        .getMessage());
        assertEquals(
                "C limit: expected " + directory.resolve("synaptic_limit.c") + ", found none",
                assertThrows(ExternalTool.Unavailable.class, () -> SynapticLimit.compile(directory, directory))
                        .getMessage());
    }

    @Test
    void shouldReadTheLimit() throws Exception {
        Outside.need(Files.isExecutable(Path.of("/bin/sh")), "/bin/sh is absent");
        final Path program = directory.resolve("limit");
        Files.writeString(program, "#!/bin/sh\necho \"{\\\"synapticOpsPerSecond\\\":$1$2$3}\"\n");
        Outside.need(program.toFile().setExecutable(true), "no file can be made executable here");

        assertEquals(123, new SynapticLimit(program).operationsPerSecond("1x2/3"));
    }
}
