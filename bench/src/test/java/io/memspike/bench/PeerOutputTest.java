package io.memspike.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    /** A program of that name that prints {@code text} when a shell runs it. */
    private PyTorch torchThatPrints(String text) throws IOException {
        final Path script = directory.resolve("prime_torch.py");
        Files.writeString(script, "echo starting\necho '" + text + "'\n");
        Outside.need(Files.isExecutable(Path.of("/bin/sh")), "/bin/sh is absent");
        return new PyTorch("/bin/sh", script);
    }

    @Test
    void shouldReadTheLastLineOfAnInference() throws Exception {
        final PyTorch torch = torchThatPrints("{\"samplesPerSecond\": 250.5, \"batch1LatencyMs\": 12.5}");

        assertEquals(new PyTorch.Inference(250.5, 12_500), torch.infer(directory, directory, 10, 1));
    }

    @Test
    void shouldReadATraining() throws Exception {
        assertEquals(110.0, torchThatPrints("{\"trainSamplesPerSecond\": 110}").train("conv", directory, 10, 1));
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

        final Exception refusal =
                assertThrows(ExternalTool.Unavailable.class, () -> torch.train("conv", directory, 10, 1));
        assertTrue(refusal.getMessage().startsWith("PyTorch: expected a "), refusal.getMessage());
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
                assertThrows(ExternalTool.Unavailable.class, () -> PyTorch.find("python3", directory))
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
