package io.memspike.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.ThroughputResult;

/** A machine's energy counters, faked as files. */
class EnergyProfilerTest {
    private static final int OPERATIONS = 10;

    @TempDir
    private Path powercap;

    private Path zone(String directory, String name, long microjoules) throws IOException {
        final Path zone = Files.createDirectories(powercap.resolve(directory));
        Files.writeString(zone.resolve("name"), name + "\n");
        Files.writeString(zone.resolve("max_energy_range_uj"), "1000000000\n");
        spend(zone, microjoules);
        return zone;
    }

    private static void spend(Path zone, long counter) throws IOException {
        Files.writeString(zone.resolve("energy_uj"), counter + "\n");
    }

    /** What the profiler says about ten operations in one second. */
    private static Map<String, Double> after(EnergyProfiler profiler, long synapticOperations, long neuronUpdates) {
        final IterationResult iteration =
                new IterationResult(null, null, new IterationResultMetaData(OPERATIONS, OPERATIONS));
        iteration.addResult(rate(ResultRole.PRIMARY, "step", OPERATIONS));
        iteration.addResult(rate(ResultRole.SECONDARY, "synapticOperations", synapticOperations));
        iteration.addResult(rate(ResultRole.SECONDARY, "neuronUpdates", neuronUpdates));
        final Map<String, Double> found = new TreeMap<>();
        for (final Result<?> result : profiler.afterIteration(null, null, iteration)) {
            found.put(result.getLabel(), result.getScore());
        }
        return found;
    }

    private static Result<?> rate(ResultRole role, String label, long count) {
        return new ThroughputResult(role, label, count, TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS);
    }

    private EnergyProfiler profiler() {
        final EnergyProfiler profiler = new EnergyProfiler("powercap=" + powercap);
        profiler.beforeIteration(null, null);
        return profiler;
    }

    @Test
    void shouldAddUpThePackagesButNotWhatTheyAreMadeOf() throws IOException {
        final Path first = zone("intel-rapl:0", "package-0", 5_000_000);
        final Path second = zone("intel-rapl:1", "package-1", 0);
        final Path part = zone("intel-rapl:0:0", "core", 0);
        final Path platform = zone("intel-rapl:2", "psys", 0);
        final EnergyProfiler profiler = profiler();
        spend(first, 7_000_000); // 2 J
        spend(second, 1_000_000); // 1 J
        spend(part, 1_500_000);
        spend(platform, 9_000_000);

        assertEquals(0.3, after(profiler, 0, 0).get(EnergyProfiler.MEASURED), 1e-12);
    }

    @Test
    void shouldGoOnWhenACounterStartsAgain() throws IOException {
        final Path zone = zone("intel-rapl:0", "package-0", 999_000_000); // of 1,000 J
        final EnergyProfiler profiler = profiler();
        spend(zone, 1_000_000); // 1 J to the end and 1 J from the start

        assertEquals(0.2, after(profiler, 0, 0).get(EnergyProfiler.MEASURED), 1e-12);
    }

    @Test
    void shouldModelOnlyWhereNoCounterCanBeRead() throws IOException {
        zone("intel-rapl:0", "package-0", 0);
        Files.writeString(powercap.resolve("intel-rapl:0/energy_uj"), "denied");

        // an operation: 100 additions of 0.9 pJ, 2 neurons of 2 · 3.7 + 2 · 0.9 = 9.2 pJ
        final Map<String, Double> found = after(profiler(), 100 * OPERATIONS, 2 * OPERATIONS);
        assertEquals(Map.of(EnergyProfiler.MODELLED, 108.4).keySet(), found.keySet());
        assertEquals(108.4, found.get(EnergyProfiler.MODELLED), 1e-9);
    }

    @Test
    void shouldSayNothingOfABenchmarkThatCountsNoWork() {
        assertTrue(after(profiler(), 0, 0).isEmpty());
        assertTrue(after(new EnergyProfiler("powercap=" + powercap.resolve("none")), 0, 0)
                .isEmpty());
    }

    @Test
    void shouldSayNothingWhenACounterGoesAwayMeanwhile() throws IOException {
        final Path zone = zone("intel-rapl:0", "package-0", 1);
        final EnergyProfiler profiler = profiler();
        Files.delete(zone.resolve("energy_uj"));

        assertFalse(after(profiler, 1, 0).containsKey(EnergyProfiler.MEASURED));
    }

    @Test
    void shouldRefuseOtherOptions() {
        final Exception refusal = assertThrows(IllegalArgumentException.class, () -> new EnergyProfiler("watts=1"));

        assertEquals("energy profiler: expected powercap=DIRECTORY, found 'watts=1'", refusal.getMessage());
    }
}
