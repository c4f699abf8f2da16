package io.memspike.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.memspike.bench.BenchPlan;
import io.memspike.bench.Figure;
import io.memspike.bench.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Turns with programs that only say what they are told to: Memspike alone is measured, and no figure of it is judged. */
class PeersTest {
    @TempDir
    private Path directory;

    private final List<String> notes = new ArrayList<>();

    private void program(String name, String commands) throws IOException {
        final Path program = directory.resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + commands);
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")) && program.toFile().setExecutable(true));
    }

    private static String line(double rate, double latency) {
        return "echo '{\"samplesPerSecond\": " + rate + ", \"batch1LatencyMs\": " + latency + ", \"batch1P99Ms\": "
                + 2 * latency + ", \"answersThatDiffer\": 1}'\n";
    }

    private List<Figure> figures(boolean hasPeers, int rounds, boolean isQuick) throws Exception {
        program("python", "[ \"$1\" = -c ] || exec /bin/sh \"$@\"\n");
        program("memspike", "echo '{\"samplesPerSecond\": 11}'\n");
        final BenchPlan plan = new BenchPlan(
                List.of("mlp"),
                "auto",
                2,
                directory.resolve("python").toString(),
                directory,
                directory,
                List.of(directory.resolve("memspike").toString()),
                isQuick,
                hasPeers);
        final List<Figure> found = new ArrayList<>();
        final List<Figure> figures = new Peers(plan, directory, what -> {}, found::add, notes).inference(rounds, 4);
        assertEquals(figures, found, "each is told when it is found");
        return figures;
    }

    private static List<String> settings(Figure figure) {
        return figure.pyTorch().stream().map(peer -> peer.setting().name()).toList();
    }

    @Test
    void shouldMeasureColdAndWarmAndEverySettingByTurns() throws Exception {
        program("prime_torch.py", line(1, 4));
        program(
                "prime_torch_best.py",
                "case \"$*\" in *none*) " + line(2, 2) + ";; *) echo refused >&2; exit 1;; esac\n");

        final List<Figure> figures = figures(true, 2, true);

        assertEquals(
                List.of(
                        "4 test digits, mlp, 2 threads",
                        "4 test digits, mlp, 1 thread",
                        "4 test digits, mlp, 2 threads, cold",
                        "4 test digits, mlp, 2 threads, start to end",
                        "one digit at a time, mlp, 1 thread, p50",
                        "one digit at a time, mlp, 1 thread, PyTorch 2, p50",
                        "one digit at a time, mlp, 1 thread, p99"),
                figures.stream().map(Figure::name).toList());
        final Figure throughput = figures.get(0);
        assertEquals(List.of("eager-better", "eager"), settings(throughput));
        assertEquals(2, throughput.count(Runner.PYTORCH));
        assertEquals(1, throughput.differing(throughput.bestPyTorch()));
        assertEquals(
                11,
                figures.get(2).median(Runner.SIMD) == null
                        ? figures.get(2).median(Runner.SCALAR)
                        : figures.get(2).median(Runner.SIMD));
        assertEquals(4e3, figures.get(4).median(Runner.PYTORCH));
        assertEquals(List.of("eager-better"), settings(figures.get(6))); // the plain program tells no p99
        // those that need a compiler failed in the first round and had no second one; both say the same
        assertEquals(1, notes.size(), notes.toString());
        assertTrue(notes.get(0).startsWith("PyTorch"), notes.toString());
    }

    @Test
    void shouldEvaluateAllDigitsColdAtLength() throws Exception {
        program("prime_torch.py", line(1, 4));
        program("prime_torch_best.py", line(1, 4));

        final List<Figure> figures = figures(true, 1, false);

        assertEquals(
                "4 test digits, mlp, 2 threads, start to end", figures.get(3).name());
        assertEquals("10000 test digits, mlp, 2 threads, cold", figures.get(4).name());
    }

    @Test
    void shouldMeetThePlainProgramAloneInTheSelection() throws Exception {
        program("prime_torch.py", "grep -aq '\"architecture\"' \"$2\" || exit 1\n" + line(1, 4)); // as they read models

        final List<Figure> figures = figures(false, 1, true);

        assertEquals(List.of("eager"), settings(figures.get(0)));
        assertTrue(figures.stream().noneMatch(figure -> figure.name().endsWith("cold")));
        assertEquals(List.of(), notes);
    }
}
