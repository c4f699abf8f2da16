package io.memspike.bench.jmh;

import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ModelNetwork;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The price of read noise: whole inferences, all steps, without it, with one draw a column, and with one a cell. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReadNoiseBenchmark {
    private static final int DIGITS = 64;
    private static final ReadNoise NOISE = new ReadNoise(0.02, 1);

    /** Inner loops. */
    @Param("auto")
    public String kernels;

    /** {@code conv}, {@code mlp} or a model file. */
    @Param({"conv", "mlp"})
    public String model;

    /** {@code off}, {@code column} or {@code cell}: what a number is drawn for. */
    @Param({"off", "column", "cell"})
    public String noise;

    private Digits digits;
    private Session session;
    private int next;

    /** Wires the network, and checks that the slow twin reads what the fast synapses do where there is no noise. */
    @Setup
    public void setUp() throws IOException {
        digits = new Digits(DIGITS, DIGITS);
        final Model source = BenchNetworks.model(model, digits);
        final Kernels loops = BenchNetworks.kernels(kernels);
        final Network network =
                switch (noise) {
                    case "off" -> ModelNetwork.of(source, digits.shape(), loops, ReadNoise.NONE);
                    case "column" -> ModelNetwork.of(source, digits.shape(), loops, NOISE);
                    case "cell" -> {
                        requireAlike(perCell(source, loops, ReadNoise.NONE), source, loops);
                        yield perCell(source, loops, NOISE);
                    }
                    default ->
                        throw new IllegalArgumentException(
                                "noise: expected off, column or cell, found '" + noise + "'");
                };
        session = network.newSession();
    }

    private Network perCell(Model source, Kernels loops, ReadNoise sigma) {
        return Network.of(
                source.graph(),
                (node, matrix) -> {
                    final MemristorArray array = ModelNetwork.array(source, node.name(), matrix);
                    return new PerCellSynapses(array, array.synapses(loops), sigma);
                },
                loops);
    }

    /** Currents of every node with weights, of what one digit's first step sends into it. */
    private void requireAlike(Network slow, Model source, Kernels loops) {
        final Network fast = ModelNetwork.of(source, digits.shape(), loops, ReadNoise.NONE);
        final Session run = fast.newSession();
        run.reset(0);
        run.step(digits.frames(0).step(0));
        for (final Node node : fast.graph().nodesOf(MatrixKind.class)) {
            final SpikeList entering = run.entering(node.name()).active();
            final float[] expected = read(fast.synapses(node.name()), entering);
            final float[] found = read(slow.synapses(node.name()), entering);
            for (int o = 0; o < fast.graph().shape(node.name()).size(); o++) {
                if (Math.abs(expected[o] - found[o]) > 1e-4) {
                    throw new IllegalStateException("node " + node.name() + ", output " + o + ": expected current "
                            + expected[o] + ", found " + found[o]);
                }
            }
        }
    }

    private static float[] read(Synapses synapses, SpikeList spikes) {
        final float[] current = new float[synapses.output().size() + Synapses.PADDING];
        synapses.open().accumulate(spikes, 0, current);
        return current;
    }

    /** One digit. */
    @Benchmark
    public int infer() {
        next = next + 1 & DIGITS - 1;
        Inference.run(session, next, digits.frames(next), null, null);
        return session.decision();
    }
}
