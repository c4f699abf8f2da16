package io.memspike.bench.jmh;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.synapse.WeightedSynapses;
import java.util.Arrays;
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
 * Cost against spikes: one whole step of a layer (current cleared, spikes of 2,312 inputs accumulated, 256 neurons
 * stepped) while a given share of the inputs spikes. What does not shrink with the spikes is the intercept.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class InputRateBenchmark {
    public static final int INPUTS = 2312;
    private static final int OUTPUTS = 256;
    private static final Lif LIF = new Lif(0.2f, 0.5f, 0.1f);

    /** Inner loops. */
    @Param("auto")
    public String kernels;

    /** Share of the inputs that spike in a step. */
    @Param({"1", "2", "5", "10", "20"})
    public int percent;

    private Kernels implementation;
    private Synapses.Reader reader;
    private SpikeList[] sets;
    private float[] current;
    private float[] potential;
    private int[] fired;
    private int next;

    /** Spikes of a step at that rate. */
    public static int spikes(int percent) {
        return (INPUTS * percent + 50) / 100;
    }

    /** Makes weights and lists. */
    @Setup
    public void setUp() {
        implementation = BenchNetworks.kernels(kernels);
        reader = WeightedSynapses.of(
                        new Matrix(new Linear(OUTPUTS, 1f), Shape.vector(INPUTS)),
                        SpikeSets.weights(INPUTS * OUTPUTS),
                        implementation)
                .open();
        sets = SpikeSets.random(INPUTS, spikes(percent));
        current = new float[OUTPUTS + Synapses.PADDING];
        potential = new float[OUTPUTS + Synapses.PADDING];
        fired = new int[OUTPUTS + Synapses.PADDING];
        if (sets[0].size() != spikes(percent)) {
            throw new IllegalStateException("spikes: expected " + spikes(percent) + ", found " + sets[0].size());
        }
    }

    /** One step. */
    @Benchmark
    public int step() {
        Arrays.fill(current, 0f);
        reader.accumulate(sets[next++ & SpikeSets.SETS - 1], 0, current);
        return implementation.lif(LIF, current, potential, fired, OUTPUTS);
    }
}
