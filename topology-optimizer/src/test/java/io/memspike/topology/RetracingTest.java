package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.core.kind.norm.Quantiser;
import io.memspike.core.kind.shape.MaxPool;
import io.memspike.core.run.Surroundings;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often a batch goes through products. */
class RetracingTest {
    private static final int BATCH = 20;
    private static final Shape INPUT = new Shape(1, 6, 6);

    private static Graph graph() {
        return Graph.chain(
                INPUT,
                List.of(
                        new MaxPool(Size.of(2), Size.of(2), Size.of(0)),
                        new Quantiser(4, true),
                        new Conv2d(5, 2, 1, 1, 1f),
                        new MaxPool(
                                Size.of(2), Size.of(2), Size.of(0)), // which looks at what entered it on the way back
                        new BatchNorm(1e-5f, false),
                        new Activation(Activation.Function.RELU, 1f),
                        new Quantiser(4, false),
                        new Linear(7, 1f),
                        new Activation(Activation.Function.RELU, 1f),
                        new Quantiser(4, false),
                        new Linear(3, 1f)));
    }

    /** Counts reads by node. */
    private static Surroundings counting(Map<String, AtomicInteger> reads) {
        return exact -> (node, matrix) -> new Counted(
                exact.connect(node, matrix), reads.computeIfAbsent(node.name(), name -> new AtomicInteger()));
    }

    private record Counted(Synapses behind, AtomicInteger reads) implements Synapses {
        @Override
        public Shape input() {
            return behind.input();
        }

        @Override
        public Shape output() {
            return behind.output();
        }

        @Override
        public Reader open() {
            final Reader reader = behind.open();
            return (spikes, read, current) -> {
                reads.incrementAndGet();
                reader.accumulate(spikes, read, current);
            };
        }

        @Override
        public long operations(SpikeList spikes) {
            return behind.operations(spikes);
        }
    }

    @Test
    void shouldReadProductsOnceForEachSample() {
        final Graph graph = graph();
        final Map<String, AtomicInteger> reads = new ConcurrentHashMap<>();
        final Trainer.Task task = Trainer.Task.of(graph, Toy.learners(graph, true), CrossEntropy.of(graph, Loss.MEAN))
                .through(counting(reads));

        try (Trainer trainer = new Trainer(
                task,
                new FixedSamples(INPUT, 1, BATCH, 3),
                TrainingConfig.adam(1, BATCH, 1e-3, 0, 0, 1),
                new ScalarKernels(),
                2,
                0)) {
            trainer.batch();
        }

        for (final Node node : graph.nodes()) {
            if (node.kind() instanceof Conv2d || node.kind() instanceof Linear) {
                assertEquals(BATCH, reads.get(node.name()).get(), node.name());
            }
        }
    }
}
