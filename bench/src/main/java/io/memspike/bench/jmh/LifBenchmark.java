package io.memspike.bench.jmh;

import io.memspike.core.RandomStream;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.neuron.Lif;
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

/** One step of 4,096 LIF neurons of which 15 % fire; the rate of {@code neuronUpdates} is the figure. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LifBenchmark {
    private static final Lif SPEC = new Lif(0.2f, 0.2f, 0.1f);
    private static final int CURRENTS = 16;
    private static final double FIRING = 0.15;

    /** Inner loops. */
    @Param({"scalar", "simd"})
    public String kernels;

    /** Number of neurons. */
    @Param("4096")
    public int neurons;

    private Kernels implementation;
    private float[][] currents; // (CURRENTS, neurons)
    private float[] potential;
    private int[] fired;
    private int next;

    /** Makes currents of which 15 % lift a neuron over the threshold, and checks that so many fire. */
    @Setup
    public void setUp() {
        implementation = BenchNetworks.kernels(kernels);
        potential = new float[neurons + 16];
        fired = new int[neurons + 16];
        currents = new float[CURRENTS][neurons + 16];
        final RandomStream stream = RandomStream.of(1, "bench currents");
        int expected = 0;
        int found = 0;
        for (final float[] current : currents) {
            for (int i = 0; i < neurons; i++) {
                // without a spike a neuron keeps at most 0.2 · 0.2 of before, so 0.15 more leaves it below the
                // threshold
                final boolean fires = stream.nextDouble() < FIRING;
                current[i] = fires ? 1f : 0.45f * stream.nextFloat() - 0.3f;
                expected += fires ? 1 : 0;
            }
            found += implementation.lif(SPEC, current, potential, fired, neurons);
        }
        if (found != expected) {
            throw new IllegalStateException("lif: expected " + expected + " spikes, found " + found);
        }
    }

    /** One step. */
    @Benchmark
    public int step(Work work) {
        work.neuronUpdates += neurons;
        return implementation.lif(SPEC, currents[next++ & CURRENTS - 1], potential, fired, neurons);
    }
}
