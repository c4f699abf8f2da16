package io.memspike.bench.jmh;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.synapse.WeightedSynapses;
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

/**
 * Synaptic accumulation in the shapes that the C program for the limit is run with: one operation reads one spike list
 * through a full connection. The rate of {@code synapticOperations} is the figure to compare with C's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AccumulateBenchmark {
    /** Inner loops. */
    @Param({"scalar", "simd"})
    public String kernels;

    /** {@code inputs→outputs/spikes}, with {@code x} for the arrow. */
    @Param({"64x256/16", "2312x256/20", "2312x256/200", "784x512/80"})
    public String shape;

    private Synapses.Reader reader;
    private SpikeList[] sets;
    private float[] current;
    private long operations;
    private int next;

    /** Makes weights and lists, and checks one sum. */
    @Setup
    public void setUp() {
        final String[] extents = shape.split("[x/]");
        final int inputs = Integer.parseInt(extents[0]);
        final int outputs = Integer.parseInt(extents[1]);
        final float[] weights = SpikeSets.weights(inputs * outputs); // (outputs, inputs)
        final WeightedSynapses synapses = WeightedSynapses.of(
                new Matrix(new Linear(outputs, 1f), Shape.vector(inputs)), weights, BenchNetworks.kernels(kernels));
        reader = synapses.open();
        sets = SpikeSets.random(inputs, Integer.parseInt(extents[2]));
        current = new float[outputs + Synapses.PADDING];
        operations = synapses.operations(sets[0]);
        requireRight(weights, inputs, outputs);
    }

    private void requireRight(float[] weights, int inputs, int outputs) {
        reader.accumulate(sets[0], 0, current);
        for (int j = 0; j < outputs; j++) {
            float sum = 0f;
            for (int e = 0; e < sets[0].size(); e++) {
                sum += sets[0].value(e) * weights[j * inputs + sets[0].index(e)];
            }
            if (sum != current[j]) {
                throw new IllegalStateException(
                        "accumulate: output " + j + ": expected " + sum + ", found " + current[j]);
            }
        }
    }

    /** One list. */
    @Benchmark
    public float[] accumulate(Work work) {
        reader.accumulate(sets[next++ & SpikeSets.SETS - 1], 0, current);
        work.synapticOperations += operations;
        return current;
    }
}
