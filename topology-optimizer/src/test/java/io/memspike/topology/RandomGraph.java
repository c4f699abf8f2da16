package io.memspike.topology;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.Connections;
import io.memspike.core.kind.matrix.Conv1d;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.neuron.nir.Integration;
import io.memspike.core.kind.neuron.nir.Li;
import io.memspike.core.kind.neuron.nir.Start;
import io.memspike.core.kind.norm.Affine;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.core.kind.norm.LayerNorm;
import io.memspike.core.kind.norm.Scale;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Delay;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.kind.shape.MaxPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.kind.shape.SumPool;
import io.memspike.core.kind.shape.Unflatten;
import io.memspike.core.kind.shape.Upsample;
import io.memspike.topology.gradient.Gradients;
import io.memspike.topology.parameter.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Random small graphs: matrices of any shape, several edges into a port, connections that skip nodes and stages, loops with
 * delays, detached edges. All that leads nowhere is brought together in the node {@value #OUT}.
 */
final class RandomGraph {
    static final String OUT = "out";
    static final int OUTS = 3;

    /** What there is in a graph. */
    enum Content {
        /** Smooth functions of all parameters. */
        SMOOTH,
        /** Neurons and choices too. */
        SPIKING
    }

    private final RandomStream random;
    private final Content content;
    private final boolean hasNorms;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();

    private RandomGraph(long seed, Content content, boolean hasNorms) {
        this.random = RandomStream.of(seed, "graph");
        this.content = content;
        this.hasNorms = hasNorms;
    }

    /** A graph of about ten nodes, for inputs of 2×4×4. */
    static Graph of(long seed, Content content, boolean hasNorms) {
        return new RandomGraph(seed, content, hasNorms).grow();
    }

    private Graph grow() {
        nodes.add(new Node("input", new Input(new Shape(2, 4, 4))));
        final int count = 5 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            grow("n" + i);
        }
        end();
        for (int i = 0; i < 6; i++) {
            addLoop();
        }
        return graph();
    }

    private Graph graph() {
        return new Graph(nodes, edges, List.of(OUT));
    }

    /** The graph so far, all of whose ends answer. */
    private Graph soFar() {
        final List<String> ends = ends();
        return new Graph(nodes, edges, ends);
    }

    private List<String> ends() {
        return nodes.stream()
                .map(Node::name)
                .filter(name -> edges.stream().noneMatch(edge -> edge.from().equals(name)))
                .toList();
    }

    private String any() {
        final int last = nodes.size() - 1;
        return nodes.get(random.nextInt(2) == 0 ? last : random.nextInt(last + 1))
                .name();
    }

    private void grow(String name) {
        final Graph graph = soFar();
        final String from = any();
        final Shape shape = graph.shape(from);
        Kind kind = kind(shape);
        if (kind instanceof Concat) {
            final List<String> others = nodes.stream()
                    .map(Node::name)
                    .filter(other -> graph.shape(other).height() == shape.height()
                            && graph.shape(other).width() == shape.width())
                    .toList();
            edges.add(edge(others.get(random.nextInt(others.size())), name).into(1));
        }
        nodes.add(new Node(name, kind));
        edges.add(edge(from, name));
        final List<String> others = nodes.stream()
                .map(Node::name)
                .filter(other -> !other.equals(name) && graph.shape(other).equals(shape))
                .toList();
        if (random.nextInt(3) == 0) {
            edges.add(edge(others.get(random.nextInt(others.size())), name));
        }
    }

    /** At once, later, or without gradient. */
    private Edge edge(String from, String to) {
        final int delay = random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0;
        final Edge edge = Edge.delayed(from, to, delay);
        return random.nextInt(8) == 0 ? edge.detached() : edge;
    }

    private Kind kind(Shape shape) {
        final boolean isVector = shape.positions() == 1;
        return switch (random.nextInt(hasNorms ? 24 : 21)) {
            case 0 -> new Linear(2 + 2 * random.nextInt(3), 1f, random.nextInt(2) == 0);
            case 1, 2 -> conv(shape);
            case 3 ->
                new ConvTranspose2d(
                        1 + random.nextInt(3),
                        new Size(2, 1 + random.nextInt(2)),
                        Size.of(1),
                        Size.of(0),
                        Size.of(0),
                        1f,
                        random.nextInt(2) == 0);
            case 4 -> new Integrator(random.nextFloat(), content == Content.SMOOTH ? 1f : 0.1f);
            case 5 -> new Activation(Activation.Function.TANH, 0.5f + random.nextFloat());
            case 6 -> new Activation(Activation.Function.SIGMOID, 0.5f + random.nextFloat());
            case 7 -> shape.height() > 1 && shape.width() > 1 ? new AvgPool(2) : new Mean();
            case 8 -> new Concat(2);
            case 9 -> isVector && shape.size() % 2 == 0 ? unflattenOrChoice(shape) : conv(shape);
            case 10 -> content == Content.SPIKING ? new Lif(0.3f, 0.2f, 0.1f) : new Integrator(0.5f, 1f);
            case 11, 12 -> content == Content.SPIKING ? RandomNeurons.kind(random, 8) : li();
            case 13 -> shape.height() == 1 ? conv1d(shape) : new Upsample(new Size(1, 2), any(Upsample.Mode.values()));
            case 14, 15 -> sparse(shape);
            case 16 -> random.nextInt(2) == 0 ? new Affine(any(Per.values())) : new Scale(any(Per.values()));
            case 17 -> new LayerNorm(1e-2f, random.nextInt(2) == 0);
            case 18 -> new Delay(any(Per.values()));
            case 19 -> isVector ? new Activation(Activation.Function.GELU, 1f) : new Flatten();
            case 20 -> shape.positions() > 1 ? pool(shape) : new Mean();
            case 21 -> new BatchNorm(1e-2f, random.nextInt(2) == 0);
            default -> new TdBatchNorm(0.5f + random.nextFloat(), 0.5f, 1e-2f);
        };
    }

    private <E> E any(E[] values) {
        return values[random.nextInt(values.length)];
    }

    private Li li() {
        return new Li(0.5f, any(Per.values()), any(Integration.values()), any(Start.values()));
    }

    private Conv1d conv1d(Shape shape) {
        final int kernel = 1 + random.nextInt(Math.min(3, shape.width()));
        return new Conv1d(2, kernel, 1 + random.nextInt(2), random.nextInt(kernel), 1, 1, 1f, random.nextInt(2) == 0);
    }

    /** A few connections, each with a delay of its own. */
    private Sparse sparse(Shape shape) {
        final int out = 2 + 2 * random.nextInt(2);
        final int count = out + random.nextInt(6);
        final int[] from = new int[count];
        final int[] to = new int[count];
        final int[] delay = new int[count];
        for (int c = 0; c < count; c++) {
            to[c] = c % out;
            delay[c] = c / out; // no two alike
            from[c] = random.nextInt(shape.size());
        }
        return new Sparse(out, new Connections(from, to, delay), 1f, random.nextInt(2) == 0);
    }

    private Kind pool(Shape shape) {
        final Size kernel = new Size(Math.min(2, shape.height()), Math.min(2, shape.width()));
        return switch (random.nextInt(content == Content.SPIKING ? 4 : 3)) {
            case 0 -> new Mean(Mean.Over.POSITIONS);
            case 1 -> new SumPool(kernel, Size.of(1), Size.of(0));
            case 2 -> new AvgPool(kernel, Size.of(1), new Size(kernel.height() - 1, 0));
            default -> new MaxPool(kernel, Size.of(1), Size.of(0));
        };
    }

    private Kind unflattenOrChoice(Shape shape) {
        return content == Content.SPIKING && random.nextInt(2) == 0
                ? new Choice(2)
                : new Unflatten(shape.size() / 2, 1, 2);
    }

    private Kind conv(Shape shape) {
        final Size kernel = new Size(1 + random.nextInt(Math.min(3, shape.height())), 1);
        final int groups = shape.channels() % 2 == 0 ? 1 + random.nextInt(2) : 1;
        final Size wide = random.nextInt(2) == 0 && shape.width() > 1 ? new Size(kernel.height(), 2) : kernel;
        return new Conv2d(
                groups * (1 + random.nextInt(2)),
                wide,
                new Size(1 + random.nextInt(2), 1),
                new Size(random.nextInt(wide.height()), random.nextInt(wide.width())),
                Size.of(1),
                groups,
                1f,
                random.nextInt(2) == 0);
    }

    /** Brings all ends together. */
    private void end() {
        final List<String> ends = ends();
        for (final String from : ends) {
            final String name = "end-" + from;
            nodes.add(new Node(name, new Linear(OUTS, 1f, true)));
            edges.add(Edge.of(from, name));
            edges.add(Edge.of(name, OUT));
        }
        nodes.add(new Node(OUT, new Integrator(0.8f, 1f)));
    }

    /** An edge back, if there is one that fits and training can go along. */
    private void addLoop() {
        final Graph graph = graph();
        final Node to = nodes.get(1 + random.nextInt(nodes.size() - 1));
        final Node from = nodes.get(1 + random.nextInt(nodes.size() - 1));
        if (!graph.shape(from.name()).equals(graph.input(to.name()))) {
            return;
        }
        final Edge back = Edge.delayed(from.name(), to.name(), 1 + random.nextInt(2));
        edges.add(random.nextInt(4) == 0 ? back.detached() : back);
        try {
            final TrainingPlan plan = new TrainingPlan(graph(), List.of(OUT), false);
            if (content == Content.SMOOTH && !plan.cut().isEmpty()) { // what is drawn is no function of parameters
                edges.remove(edges.size() - 1);
            }
        } catch (IllegalArgumentException e) { // a norm in the loop
            edges.remove(edges.size() - 1);
        }
    }

    /** Weights of a size that keeps what leaves near 1, and norms that differ from channel to channel. */
    static Learners learners(Graph graph, long seed) {
        final RandomStream random = RandomStream.of(seed, "learners");
        final Map<String, Parameters> weights = new LinkedHashMap<>();
        for (final Node node : graph.nodesOf(MatrixKind.class)) {
            final TensorSpec spec = graph.tensors(node.name()).get(0);
            final float[] values = new float[spec.size()];
            final double scale =
                    1 / Math.sqrt((double) spec.size() / spec.extents().get(0));
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (scale * random.nextGaussian());
            }
            weights.put(node.name(), new Parameters.Trained(values, 1f));
        }
        final Learners learners = Learners.of(graph, weights);
        final Map<String, float[]> others = new LinkedHashMap<>();
        final List<String> asked = new ArrayList<>();
        final RandomStream ofTensors = RandomStream.of(seed, "tensors");
        for (final Node node : graph.nodes()) {
            final List<String> usual = Gradients.known().learnt(node);
            for (final TensorSpec spec : node.kind().isBarrier() ? List.<TensorSpec>of() : graph.tensors(node.name())) {
                if (!usual.contains(spec.name())) {
                    final float[] values = new float[spec.size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = RandomNeurons.number(spec.name(), ofTensors);
                    }
                    others.put(node.name() + "." + spec.name(), values);
                    if (Gradients.known().learnable(node).contains(spec.name()) && ofTensors.nextInt(3) > 0) {
                        asked.add(node.name() + "." + spec.name());
                    }
                }
            }
        }
        learners.with(others);
        final Learners all = learners.learning(asked.toArray(String[]::new));
        learners.learnt().forEach((name, learner) -> {
            if (!name.endsWith(".weight")) {
                final float[] values = learner.parameters().values();
                for (int i = 0; i < values.length; i++) {
                    values[i] += 0.3f * (float) random.nextGaussian();
                }
            }
        });
        return all;
    }
}
