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
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Unflatten;
import io.memspike.core.synapse.WeightedSynapses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * PRIME's spiking auto-encoder in small, with random parameters under which neurons fire now and then: 16×16 pixels, 5
 * channels, 6 latents, each one of 3. Nodes are named by their position in a file of version 1.
 */
public final class AutoEncoder {
    public static final int STEPS = 7;
    public static final int PIXELS = 256;
    static final Shape IMAGE = new Shape(1, 16, 16);
    static final int LATENT = 6;
    static final int K = 3;
    static final List<Integer> ENCODER = List.of(0, 3, 6, 9);
    static final List<Integer> POSTERIOR = List.of(12, 15, 18);
    static final int POSTERIOR_CHOICE = 21;
    static final List<Integer> PRIOR = List.of(22, 25, 28);
    static final int PRIOR_CHOICE = 31;
    static final List<Integer> DECODER = List.of(32, 36, 39, 42);
    static final int OUTPUT = 45;
    private static final int CHANNELS = 5;

    private AutoEncoder() {}

    /** The kinds by position. */
    static List<Kind> kinds() {
        final List<Kind> kinds = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            block(kinds, new Conv2d(CHANNELS, 3, 2, 1, 1f), 1f);
        }
        block(kinds, new Linear(LATENT, 1f), 1f);
        for (int head = 0; head < 2; head++) {
            block(kinds, new Linear(2 * LATENT, 1f), 2f);
            block(kinds, new Linear(4 * LATENT, 1f), 2f);
            block(kinds, new Linear(K * LATENT, 1f), 2f);
            kinds.add(new Choice(K));
        }
        block(kinds, new Linear(4 * CHANNELS, 1f), 1f);
        kinds.add(new Unflatten(CHANNELS, 2, 2));
        for (int i = 0; i < 3; i++) {
            block(kinds, new ConvTranspose2d(CHANNELS, 3, 2, 1, 1, 1f), 1f);
        }
        kinds.add(new ConvTranspose2d(1, 3, 1, 1, 0, 1f).withBias());
        kinds.add(new Integrator(0.8f, 1f));
        return kinds;
    }

    private static void block(List<Kind> kinds, MatrixKind weights, float alpha) {
        kinds.add(weights);
        kinds.add(new TdBatchNorm(alpha, 0.2f, 1e-5f));
        kinds.add(new Lif(0.25f, 0.2f, 1f, 0f));
    }

    /** The whole graph, whose outputs are the picture and the prior's choice. */
    public static Graph graph() {
        final List<Node> nodes = new ArrayList<>(List.of(new Node("input", new Input(IMAGE))));
        final List<Edge> edges = new ArrayList<>();
        final List<Kind> kinds = kinds();
        for (int i = 0; i < kinds.size(); i++) {
            nodes.add(new Node("" + i, kinds.get(i)));
            if (i == POSTERIOR.get(0)) {
                edges.add(Edge.of("11", "concat"));
                edges.add(Edge.delayed("21", "concat", 1).into(1).detached());
                edges.add(Edge.of("concat", "12"));
            } else if (i == PRIOR.get(0)) {
                edges.add(Edge.delayed("21", "22", 1).detached());
            } else if (i == DECODER.get(0)) {
                edges.add(Edge.of("21", "32"));
            } else {
                edges.add(Edge.of(i == 0 ? "input" : "" + (i - 1), "" + i));
            }
        }
        nodes.add(new Node("concat", new Concat(2)));
        nodes.add(new Node("picture", new Activation(Activation.Function.TANH, 1f)));
        edges.add(Edge.of("46", "picture"));
        return new Graph(nodes, edges, List.of("picture", "31"));
    }

    /** Prior and decoder alone: what is drawn is what the prior is shown next; nothing enters from outside. */
    static Graph sampling() {
        final Graph whole = graph();
        final List<Node> nodes = new ArrayList<>(List.of(new Node("start", new Input(Shape.vector(LATENT)))));
        final List<Edge> edges =
                new ArrayList<>(List.of(Edge.of("start", "22"), Edge.delayed("31", "22", 1), Edge.of("31", "32")));
        for (int i = PRIOR.get(0); i < kinds().size(); i++) {
            nodes.add(whole.node("" + i));
            if (i != PRIOR.get(0) && i != DECODER.get(0)) {
                edges.add(Edge.of("" + (i - 1), "" + i));
            }
        }
        nodes.add(whole.node("picture"));
        edges.add(Edge.of("46", "picture"));
        return new Graph(nodes, edges, List.of("picture"));
    }

    /** Random tensors of the whole graph. */
    public static Model model(long seed) {
        final RandomStream random = RandomStream.of(seed, "vae");
        final Graph graph = graph();
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        for (final Node node : graph.nodes()) {
            for (final TensorSpec spec : graph.tensors(node.name())) {
                tensors.put(Model.name(node.name(), spec.name()), tensor(random, node.kind(), spec));
            }
        }
        return new Model(graph, tensors, Map.of(), Map.of(), Map.of("steps", "" + STEPS));
    }

    private static float[] tensor(RandomStream random, Kind kind, TensorSpec spec) {
        if (kind instanceof MatrixKind) {
            return spec.name().equals("weight") ? numbers(random, spec.size(), 0f, 0.3f) : new float[] {-0.1f};
        }
        return switch (spec.name()) {
            case "gamma" -> numbers(random, spec.size(), 1f, 0.2f);
            case "beta" -> numbers(random, spec.size(), 0.1f, 0.1f);
            case "variance" -> {
                final float[] variance = numbers(random, spec.size(), 0.2f, 0.1f);
                for (int c = 0; c < variance.length; c++) {
                    variance[c] = Math.abs(variance[c]);
                }
                yield variance;
            }
            default -> numbers(random, spec.size(), 0f, 0.1f);
        };
    }

    private static float[] numbers(RandomStream random, int n, float mean, float deviation) {
        final float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = mean + deviation * (float) random.nextGaussian();
        }
        return numbers;
    }

    /** Random pixels. */
    public static float[] image(long seed) {
        final RandomStream random = RandomStream.of(seed, "image");
        final float[] image = new float[PIXELS];
        for (int i = 0; i < image.length; i++) {
            image[i] = 2 * random.nextFloat() - 1;
        }
        return image;
    }

    /** A session of a part of the model. */
    public static Session session(Model model, Graph graph, Kernels kernels) {
        return Network.of(
                        graph,
                        model.tensors(),
                        (node, matrix) -> WeightedSynapses.of(matrix, model.effective(node.name()), kernels),
                        kernels)
                .newSession();
    }
}
