package io.memspike.core.run;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Mean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Random graphs over vectors of one size: one or two inputs, nodes that spike and nodes that do not, sums of several edges,
 * concatenations, loops, delays from 1 to 5; nodes and edges in any order.
 */
public final class RandomGraphs {
    private static final int MOST_DELAY = 5;

    private final RandomStream random;
    private final int size;
    private final List<Node> nodes = new ArrayList<>(); // in an order in which they may run
    private final List<Edge> edges = new ArrayList<>();

    private RandomGraphs(RandomStream random) {
        this.random = random;
        this.size = 1 + random.nextInt(20);
    }

    /** The next graph of a stream. */
    public static Graph graph(RandomStream random) {
        return new RandomGraphs(random).graph();
    }

    private Graph graph() {
        final int inputs = 1 + random.nextInt(2);
        for (int i = 0; i < inputs; i++) {
            nodes.add(new Node("in" + i, new Input(Shape.vector(size))));
        }
        final int count = 2 + random.nextInt(9);
        for (int i = 0; i < count; i++) {
            add("n" + i);
        }
        final int loops = random.nextInt(4);
        for (int i = 0; i < loops; i++) { // from anywhere to anywhere, later
            final Node to = target();
            final Node from = source();
            edges.add(Edge.delayed(from.name(), to.name(), 1 + random.nextInt(MOST_DELAY))
                    .into(random.nextInt(to.kind().ports())));
        }
        final Random order = new Random(random.nextLong());
        Collections.shuffle(nodes, order);
        Collections.shuffle(edges, order);
        return new Graph(nodes, edges, outputs());
    }

    /** As many nodes as it takes that every node leads to one. */
    private List<String> outputs() {
        final List<String> outputs = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            final Set<String> ahead = new LinkedHashSet<>(List.of(nodes.get(i).name()));
            int before = 0;
            while (ahead.size() > before) {
                before = ahead.size();
                edges.stream().filter(edge -> ahead.contains(edge.from())).forEach(edge -> ahead.add(edge.to()));
            }
            if (Collections.disjoint(ahead, outputs)) {
                outputs.add(nodes.get(i).name());
            }
        }
        return outputs;
    }

    /** Any node that takes vectors of the size of all. */
    private Node target() {
        Node node;
        do {
            node = nodes.get(random.nextInt(nodes.size()));
        } while (node.kind() instanceof Input || node.name().endsWith(".fc"));
        return node;
    }

    /** Any node whose output has the size of all. */
    private Node source() {
        Node node;
        do {
            node = nodes.get(random.nextInt(nodes.size()));
        } while (node.kind() instanceof Concat);
        return node;
    }

    private void add(String name) {
        final Kind kind = kind();
        for (int port = 0; port < kind.ports(); port++) {
            final int addends = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
            for (int i = 0; i < addends; i++) {
                final int delay = random.nextInt(4) == 0 ? 1 + random.nextInt(MOST_DELAY) : 0;
                edges.add(new Edge(source().name(), name, port, delay, random.nextInt(4) == 0));
            }
        }
        nodes.add(new Node(name, kind));
        if (kind instanceof Concat) { // which is not of the size of all: weights behind it bring it back
            nodes.add(new Node(name + ".fc", new Linear(size, 0.5f, random.nextInt(2) == 0)));
            edges.add(Edge.of(name, name + ".fc"));
        }
    }

    private Kind kind() {
        return switch (random.nextInt(9)) {
            case 0, 1 -> new Linear(size, 0.25f + random.nextFloat(), random.nextInt(2) == 0);
            case 2, 3 -> new Lif(random.nextFloat(), 0.5f * random.nextFloat(), random.nextFloat());
            case 4 -> new TdBatchNorm(1f + random.nextFloat(), 0.2f, 1e-5f);
            case 5 -> new Integrator(0.75f, 0.5f);
            case 6 -> new Activation(Activation.Function.values()[random.nextInt(3)], 0.5f + random.nextFloat());
            case 7 -> new Mean();
            default -> new Concat(2 + random.nextInt(2));
        };
    }

    /** Random tensors of a graph, weights as they are effective. */
    static Map<String, float[]> tensors(Graph graph, RandomStream random) {
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        for (final Node node : graph.nodes()) {
            for (final TensorSpec spec : graph.tensors(node.name())) {
                final float[] values = new float[spec.size()];
                for (int i = 0; i < values.length; i++) {
                    final float value = 0.7f * (float) random.nextGaussian();
                    values[i] = spec.isNotNegative() ? Math.abs(value) : value;
                }
                tensors.put(Model.name(node.name(), spec.name()), values);
            }
        }
        return tensors;
    }
}
