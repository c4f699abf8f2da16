package io.memspike.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.bench.Figure;
import io.memspike.testing.Allocation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Mode;

/** Each benchmark once, without a clock: its set-up checks what it measures, its method runs. */
class BenchmarksTest {
    @BeforeAll
    static void shareTheMachine() {
        System.setProperty("jmh.ignoreLock", "true"); // nothing is timed here, and another build may run
    }

    private final Work work = new Work();

    @ParameterizedTest
    @ValueSource(strings = {"64x256/16", "2312x256/20", "2312x256/200", "784x512/80"})
    void shouldAccumulate(String shape) {
        final AccumulateBenchmark benchmark = new AccumulateBenchmark();
        benchmark.kernels = "auto";
        benchmark.shape = shape;
        benchmark.setUp();

        benchmark.accumulate(work);

        final String[] extents = shape.split("[x/]"); // operations = outputs · spikes
        assertEquals(Long.parseLong(extents[1]) * Long.parseLong(extents[2]), work.synapticOperations);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "scalar"})
    void shouldStepNeuronsOfWhichFifteenPercentFire(String kernels) {
        final LifBenchmark benchmark = new LifBenchmark();
        benchmark.kernels = kernels;
        benchmark.neurons = 4096;
        benchmark.setUp();

        int fired = 0;
        for (int i = 0; i < 16; i++) { // once through all currents
            fired += benchmark.step(work);
        }

        assertEquals(16 * 4096, work.neuronUpdates);
        assertEquals(0.15, fired / (16.0 * 4096), 0.01);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c1", "p1", "c2", "p2", "fc"})
    void shouldStepANode(String node) throws IOException {
        final LayerBenchmark benchmark = new LayerBenchmark();
        benchmark.kernels = "auto";
        benchmark.model = "conv";
        benchmark.node = node;
        benchmark.setUp();

        benchmark.step(work);

        final boolean pools = Set.of("p1", "p2").contains(node);
        assertEquals(pools, work.synapticOperations == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"conv", "mlp"})
    void shouldInferWithoutAllocation(String model) throws IOException {
        final InferenceBenchmark benchmark = new InferenceBenchmark();
        benchmark.kernels = "auto";
        benchmark.model = model;
        benchmark.setUp();
        benchmark.latency();
        final int[] runs = {0};

        Allocation.assertNone(() -> {
            benchmark.throughput(work);
            runs[0]++;
        });

        assertTrue(work.synapticOperations > 0);
        // conv: 12·32·32 + 64·12·12 LIF neurons, then 10 read-outs; mlp: 250 + 250 + 10; 10 steps each
        assertEquals(
                10L * runs[0] * (model.equals("conv") ? 12 * 32 * 32 + 64 * 12 * 12 + 10 : 510), work.neuronUpdates);
    }

    @ParameterizedTest
    @CsvSource({"mlp, off", "mlp, column", "mlp, cell", "conv, column", "conv, cell"})
    void shouldInferWithReadNoise(String model, String noise) throws IOException {
        final ReadNoiseBenchmark benchmark = new ReadNoiseBenchmark();
        benchmark.kernels = "auto";
        benchmark.model = model;
        benchmark.noise = noise;
        benchmark.setUp(); // holds the draws for each cell to the fast synapses

        final int decision = benchmark.infer();

        assertTrue(decision >= 0 && decision < 10);
    }

    @Test
    void shouldTrainOneBatch() throws IOException {
        final TrainingBenchmark benchmark = new TrainingBenchmark();
        benchmark.kernels = "auto";
        benchmark.network = "mlp";
        benchmark.workers = 2;
        benchmark.setUp();

        assertTrue(benchmark.update() > 0);
        benchmark.tearDown();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void shouldStepAtAnInputRate(int percent) {
        final InputRateBenchmark benchmark = new InputRateBenchmark();
        benchmark.kernels = "auto";
        benchmark.percent = percent;
        benchmark.setUp();

        assertTrue(benchmark.step() > 0, "some neuron fires");
        assertEquals(percent == 1 ? 23 : 462, InputRateBenchmark.spikes(percent)); // 23.12 and 462.4, rounded
    }

    @Test
    void shouldRunThePipeline() throws IOException {
        final RingBufferBenchmark benchmark = new RingBufferBenchmark();
        benchmark.kernels = "auto";
        benchmark.model = "mlp";
        benchmark.workers = 2;
        benchmark.setUp();

        assertEquals(0, benchmark.run().failures());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bin", "dat", "evt3", "aedat4", "npy"})
    void shouldReadARecording(String format) throws IOException {
        final RecordingBenchmark benchmark = new RecordingBenchmark();
        benchmark.format = format;
        benchmark.setUp(); // holds each file's events to those of the first

        assertTrue(benchmark.read() > 0);
        benchmark.tearDown();
    }

    @Test
    void shouldMeasureWithJmhAndItsProfilers() {
        final JmhScores found = new JmhRuns(0, 1, 3, 10).run(LifBenchmark.class, "step", Map.of("kernels", "scalar"));

        assertEquals(3, found.primary().size());
        assertEquals(3, found.secondary("neuronUpdates").size());
        assertEquals(4096 * 9.2, Figure.median(found.secondary(EnergyProfiler.MODELLED)), 1e-6);
        assertEquals(1, found.secondary(JmhScores.BYTES).size() / 3);
        assertEquals(Mode.Throughput, found.run().getParams().getMode());
        assertEquals(List.of(), found.secondary("no such counter"));
    }

    @Test
    void shouldNameABenchmarkThatFails() {
        final Exception failure = org.junit.jupiter.api.Assertions.assertThrows(
                IllegalStateException.class,
                () -> new JmhRuns(0, 1, 1, 10)
                        .run(AccumulateBenchmark.class, "accumulate", Map.of("kernels", "scalar", "shape", "4x4/9")));

        assertTrue(failure.getMessage().startsWith("benchmark AccumulateBenchmark.accumulate {"), failure.getMessage());
        assertFalse(failure.getMessage().contains("lock"), failure.getMessage());
    }
}
