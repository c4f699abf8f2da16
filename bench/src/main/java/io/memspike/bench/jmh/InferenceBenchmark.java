package io.memspike.bench.jmh;

import io.memspike.core.graph.Node;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.tasks.plan.Precision;
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

/** Whole inferences, all steps, one at a time on one thread: throughput and sampled latency. */
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class InferenceBenchmark {
    private static final int DIGITS = 64;

    /** Inner loops. */
    @Param({"scalar", "simd"})
    public String kernels;

    /** {@code conv}, {@code mlp}, a YAML file or a model file. */
    @Param({"conv", "mlp"})
    public String model;

    /** What weights are and add up in. */
    @Param("FLOAT")
    public Precision precision;

    private Digits digits;
    private Session session;
    private long[] operations; // of each digit
    private long neuronUpdates; // of a digit
    private int next;

    /** Counts the work of each digit, and checks that the kernels decide as scalar ones do. */
    @Setup
    public void setUp() throws IOException {
        digits = new Digits(DIGITS, DIGITS);
        final Network network = BenchNetworks.network(model, digits, BenchNetworks.kernels(kernels), precision);
        session = network.newSession();
        final Session plain = BenchNetworks.network(model, digits, BenchNetworks.kernels("scalar"), precision)
                .newSession();
        operations = new long[DIGITS];
        for (int i = 0; i < DIGITS; i++) {
            final int digit = i;
            Inference.run(
                    session,
                    i,
                    digits.frames(i),
                    null,
                    (t, stepped) -> operations[digit] += stepped.synapticOperations());
            Inference.run(plain, i, digits.frames(i), null, null);
            if (plain.decision() != session.decision()) {
                throw new IllegalStateException(
                        "inference: expected decision " + plain.decision() + ", found " + session.decision());
            }
        }
        neuronUpdates = (long) digits.steps() * neurons(network);
    }

    private static long neurons(Network network) {
        long neurons = 0;
        for (final Node node : network.graph().nodes()) {
            if (node.kind() instanceof Lif || node.kind() instanceof Integrator) {
                neurons += network.graph().shape(node.name()).size();
            }
        }
        return neurons;
    }

    /** Samples a second. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public int throughput(Work work) {
        final int decision = classify();
        work.synapticOperations += operations[next];
        work.neuronUpdates += neuronUpdates;
        return decision;
    }

    /** Time of one sample, from its events to its decision. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public int latency() {
        return classify();
    }

    private int classify() {
        next = next + 1 & DIGITS - 1;
        Inference.run(session, next, digits.frames(next), null, null);
        return session.decision();
    }
}
