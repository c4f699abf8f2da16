package io.memspike.topology;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.topology.parameter.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A task that small networks learn in an instant: class c makes events mostly in columns 2c and 2c + 1 of a 2×7×7 view. */
record Toy(int size) implements Samples {
    private static final Shape SHAPE = new Shape(2, 7, 7);
    private static final int CLASSES = 3;

    /** Pooling leaves a row and a column out, channel counts fit no vector: the untidy case. */
    static Graph conv() {
        return Graph.chain(
                SHAPE,
                List.of(
                        new Conv2d(5, 3, 1, 1, 0.05f),
                        new Lif(0.2f, 0.2f, 0.1f),
                        new AvgPool(2),
                        new Conv2d(9, 2, 2, 1, 0.1f),
                        new Lif(0.2f, 0.2f, 0.1f),
                        new Linear(CLASSES, 0.1f),
                        Integrator.readout(0.1f),
                        new Mean()));
    }

    static Graph mlp() {
        return Graph.chain(
                SHAPE,
                List.of(
                        new Linear(19, 0.05f),
                        new Lif(0.2f, 0.5f, 0.1f),
                        new Linear(CLASSES, 0.1f),
                        Integrator.readout(0.1f),
                        new Mean()));
    }

    /** Neurons that see their own spikes two steps later, and each other's through weights one step later. */
    static Graph recurrent() {
        return new Graph(
                List.of(
                        new Node("input", new Input(SHAPE)),
                        new Node("in", new Linear(19, 0.05f, true)),
                        new Node("neurons", new Lif(0.2f, 0.5f, 0.1f)),
                        new Node("back", new Linear(19, 0.1f)),
                        new Node("out", new Linear(CLASSES, 0.1f, true)),
                        new Node("readout", Integrator.readout(0.1f))),
                List.of(
                        Edge.of("input", "in"),
                        Edge.of("in", "neurons"),
                        Edge.delayed("neurons", "back", 1),
                        Edge.of("back", "neurons"),
                        Edge.delayed("neurons", "neurons", 2),
                        Edge.of("neurons", "out"),
                        Edge.of("out", "readout")),
                List.of("readout"));
    }

    /** Learners at the start, pruning by half or training the weights. */
    static Learners learners(Graph graph, boolean prunes) {
        final Map<String, Parameters> weights = new LinkedHashMap<>();
        for (final Node node : graph.nodesOf(MatrixKind.class)) {
            final RandomStream random = RandomStream.of(11, "toy", graph.position(node.name()));
            final Matrix matrix = Matrix.of(graph, node.name());
            final float[] fixed = new float[matrix.weights()];
            final float[] scores = new float[matrix.weights()];
            for (int w = 0; w < fixed.length; w++) {
                fixed[w] = 6.352f * (float) random.nextGaussian();
                scores[w] = 0.2f * (random.nextFloat() - 0.5f);
            }
            weights.put(
                    node.name(),
                    prunes
                            ? new Parameters.Pruned(fixed, scores, matrix.weightScale(), 0.5)
                            : new Parameters.Trained(fixed, matrix.weightScale()));
        }
        return Learners.of(graph, weights);
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public int steps() {
        return 4;
    }

    @Override
    public int classes() {
        return CLASSES;
    }

    @Override
    public int label(int sample) {
        return sample * 7 % CLASSES;
    }

    @Override
    public void load(int sample, EventFrames into) {
        final RandomStream random = RandomStream.of(12, "toy events", sample);
        into.clear();
        for (int t = 0; t < steps(); t++) {
            for (int i = 0; i < SHAPE.size(); i++) {
                final int column = i / SHAPE.channels() % SHAPE.width();
                if (random.nextFloat() < (column / 2 == label(sample) ? 0.5f : 0.1f)) {
                    into.step(t).add(i, 1 + random.nextInt(3));
                }
            }
        }
    }
}
