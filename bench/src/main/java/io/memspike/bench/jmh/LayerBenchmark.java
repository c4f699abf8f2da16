package io.memspike.bench.jmh;

import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.internal.Pooling;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * One step of one node of PRIME's convolutional network, on the spikes that digits really send into it: by name, c1 and
 * c2 are the convolutions, p1 and p2 the poolings, fc the full connection; in files of before 0, 3, 2, 5 and 6.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LayerBenchmark {
    private static final int DIGITS = 12;

    /** Inner loops. */
    @Param({"scalar", "simd"})
    public String kernels;

    /** {@code conv} or the file of such a model. */
    @Param("conv")
    public String model;

    /** Name of the node. */
    @Param({"c1", "p1", "c2", "p2", "fc"})
    public String node;

    private Network network;
    private final List<SpikeList> inputs = new ArrayList<>();
    private Synapses.Reader reader; // null for a pooling
    private Pooling pooling; // null for synapses
    private float[] current;
    private SpikeList pooled;
    private long[] operations; // of each input
    private int next;

    /** Runs digits through the network and keeps what enters the layer. */
    @Setup
    public void setUp() throws IOException {
        final Digits digits = new Digits(DIGITS, DIGITS);
        final Kernels implementation = BenchNetworks.kernels(kernels);
        network = BenchNetworks.network(model, digits, implementation);
        final Graph graph = network.graph();
        current = new float[graph.shape(node).size() + Synapses.PADDING];
        pooled = new SpikeList(graph.shape(node).size());
        if (graph.node(node).kind() instanceof AvgPool pool) {
            pooling = Pooling.of(pool, graph.input(node), implementation);
        } else {
            reader = network.synapses(node).open();
        }
        final Session session = network.newSession();
        for (int d = 0; d < DIGITS; d++) {
            session.reset(d);
            for (int t = 0; t < digits.steps(); t++) {
                session.step(digits.frames(d).step(t));
                inputs.add(entering(session));
                requireRight(session);
            }
        }
        operations = inputs.stream()
                .mapToLong(list -> pooling == null ? network.synapses(node).operations(list) : 0)
                .toArray();
    }

    private SpikeList entering(Session session) {
        final String before = network.graph().into(node, 0).get(0).from();
        final SpikeList list = new SpikeList(network.graph().input(node).size());
        list.copyFrom(session.signal(before).active());
        return list;
    }

    /** What the layer makes of the last input must be what the session made of it. */
    private void requireRight(Session session) {
        if (pooling == null) {
            return; // sums are held to plain ones in AccumulateBenchmark and in the tests of the synapses
        }
        pooling.pool(inputs.get(inputs.size() - 1), pooled);
        final SpikeList expected = session.signal(node).active();
        if (!Arrays.equals(pooled.indices(), 0, pooled.size(), expected.indices(), 0, expected.size())) {
            throw new IllegalStateException(
                    "pooling: expected " + expected.size() + " means as in the session, found " + pooled.size());
        }
    }

    /** One step of the layer. */
    @Benchmark
    public Object step(Work work) {
        next = next + 1 == inputs.size() ? 0 : next + 1;
        if (reader == null) {
            pooling.pool(inputs.get(next), pooled);
            return pooled;
        }
        Arrays.fill(current, 0f);
        reader.accumulate(inputs.get(next), next, current);
        work.synapticOperations += operations[next];
        return current;
    }
}
