package io.memspike.tasks.inpainting;

import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
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
import io.memspike.topology.ScheduledSampling;
import io.memspike.topology.loss.LossTerm;
import io.memspike.topology.loss.SpikeTrainDistance;
import io.memspike.topology.loss.SquaredError;
import java.util.ArrayList;
import java.util.List;

/**
 * A spiking variational auto-encoder as a graph, and what its nodes are for: a picture's features h and the latents z of the
 * step before give the posterior, one of every k of whose neurons each latent takes; the prior does the same from z alone; a
 * decoder paints what z says. Constants of neurons and norms are those of PRIME (Wang et al., arXiv 2407.18625).
 *
 * @param graph the graph: its first output is the picture, its second the prior's choice
 * @param steps time steps
 */
public record AutoEncoder(Graph graph, int steps) {
    /** Name of the metadata that holds the number of steps. */
    public static final String STEPS = "steps";

    private static final int KERNEL = 3;
    private static final int REDUCTION = 8; // of the encoder: three strides of 2
    private static final float THRESHOLD = 0.2f;
    private static final float EPSILON = 1e-5f;
    private static final Lif LIF = new Lif(0.25f, THRESHOLD, 1f, 0f);
    private static final float MEMBRANE_RETAIN = 0.8f;

    /** Probabilities of PRIME's scheduled sampling in the first and the last epoch. */
    private static final double[] SAMPLING = {0.1, 0.3};

    /** Checks that it is one. */
    public AutoEncoder {
        if (!isAutoEncoder(graph)) {
            throw new IllegalArgumentException("model: expected the nodes of a spiking auto-encoder, found "
                    + graph.kinds().stream().map(Kind::type).toList());
        }
        if (steps < 1) {
            throw new IllegalArgumentException("model: expected at least 1 step, found " + steps);
        }
    }

    /** Whether a graph paints pictures: from an image, with a choice before the decoder and one of the prior. */
    public static boolean isAutoEncoder(Graph graph) {
        return graph.outputs().size() == 2
                && graph.node(graph.outputs().get(1)).kind() instanceof Choice
                && graph.nodesOf(Choice.class).size() == 2
                && graph.nodesOf(Input.class).size() == 1
                && graph.shape(graph.output()).equals(graph.input())
                && graph.input().channels() == 1
                && graph.input().height() == graph.input().width();
    }

    /**
     * Sizes of PRIME's network, and of smaller ones.
     *
     * @param side height and width of images in pixels, a multiple of 8
     * @param channels channels of encoder and decoder, at least 1
     * @param latent number of latents, at least 1
     * @param k spikes that each latent is picked from, at least 1
     * @param posterior widths of the posterior's two hidden layers
     * @param prior widths of the prior's two hidden layers
     */
    public record Sizes(int side, int channels, int latent, int k, List<Integer> posterior, List<Integer> prior) {
        public Sizes {
            if (side < REDUCTION || side % REDUCTION != 0) {
                throw new IllegalArgumentException(
                        "auto-encoder: expected a side that is a multiple of 8, found " + side);
            }
            if (channels < 1 || latent < 1 || k < 1) {
                throw new IllegalArgumentException(
                        "auto-encoder: expected at least 1 channel, latent and spike to pick," + " found channels="
                                + channels + " latent=" + latent + " k=" + k);
            }
            posterior = List.copyOf(posterior);
            prior = List.copyOf(prior);
        }

        /** Hidden layers as wide as PRIME's for that many latents. */
        public static Sizes of(int side, int channels, int latent, int k) {
            final List<Integer> hidden = List.of(2 * latent, 4 * latent);
            return new Sizes(side, channels, latent, k, hidden, hidden);
        }

        /** PRIME's: 32×32 pixels, 32 channels, 128 latents, one of 20 picked. */
        public static Sizes prime() {
            return of(32, 32, 128, 20);
        }

        private Shape smallest() {
            return new Shape(channels, side / REDUCTION, side / REDUCTION);
        }
    }

    /**
     * A network of that size.
     *
     * @param weightScale factor from stored to effective weight in encoder, latent and decoder
     */
    public static AutoEncoder of(Sizes sizes, int steps, float weightScale) {
        return new AutoEncoder(new Builder(sizes, weightScale).graph(), steps);
    }

    /**
     * What a model is.
     *
     * @throws IllegalArgumentException where it is no spiking auto-encoder
     */
    public static AutoEncoder of(Model model) {
        final String steps = String.valueOf(model.metadata().get(STEPS));
        if (!isAutoEncoder(model.graph())) {
            return new AutoEncoder(model.graph(), 1); // which refuses
        }
        try {
            return new AutoEncoder(model.graph(), Integer.parseInt(steps));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "model: metadata steps: expected a whole number of at least 1, found " + steps, e);
        }
    }

    /** Height and width of pictures. */
    public int side() {
        return graph.input().height();
    }

    /** Shape of a picture. */
    public Shape image() {
        return graph.input();
    }

    /** Number of latents. */
    public int latent() {
        return graph.shape(z()).size();
    }

    /** Spikes that each latent is picked from. */
    public int k() {
        return ((Choice) graph.node(z()).kind()).of();
    }

    /** Name of the node that chooses z from the posterior's spikes. */
    public String z() {
        return graph.nodesOf(Choice.class).stream()
                .map(Node::name)
                .filter(name -> !name.equals(prior()))
                .findFirst()
                .orElseThrow();
    }

    /** Name of the node that chooses from the prior's spikes. */
    public String prior() {
        return graph.outputs().get(1);
    }

    /** Whether a node with weights is of posterior or prior, whose weights are trained in any mode. */
    public boolean isHead(String node) {
        return isBetween(node, z()) || isBetween(node, prior());
    }

    /** Back from a choice through the chain that leads to it. */
    private boolean isBetween(String node, String choice) {
        String at = choice;
        while (graph.into(at, 0).size() == 1 && graph.node(at).kind().ports() == 1) {
            final Edge edge = graph.into(at, 0).get(0);
            if (edge.delay() > 0) {
                return false;
            }
            at = edge.from();
            if (at.equals(node)) {
                return true;
            }
        }
        return false;
    }

    /** What fills holes: without the prior. */
    public Graph inpainting() {
        return graph.upTo(graph.output());
    }

    /** What draws pictures: the prior in place of encoder and posterior. */
    public Graph sampling() {
        final String posterior = z();
        final String choice = prior();
        final List<Edge> edges = new ArrayList<>();
        for (final Edge edge : graph.edges()) {
            edges.add(
                    edge.from().equals(posterior)
                            ? new Edge(choice, edge.to(), edge.port(), edge.delay(), edge.isDetached())
                            : edge);
        }
        return graph.with(edges, graph.output());
    }

    /**
     * What training makes small: {@code mean((picture − image)²) + mean((psp(q̄) − psp(p̄))²)} with q̄ and p̄ the spikes of
     * posterior and prior averaged over k.
     */
    List<LossTerm> losses() {
        final String posteriorNeurons = graph.into(z(), 0).get(0).from();
        final String priorNeurons = graph.into(prior(), 0).get(0).from();
        return List.of(new SquaredError(graph.output()), new SpikeTrainDistance(posteriorNeurons, priorNeurons, k()));
    }

    /** What enters the prior in training. */
    ScheduledSampling scheduledSampling() {
        final Edge edge = graph.outOf(z()).stream()
                .filter(each -> each.isDetached() && graph.node(each.to()).kind() instanceof MatrixKind)
                .findFirst()
                .orElseThrow();
        return new ScheduledSampling(edge, prior(), SAMPLING[0], SAMPLING[1]);
    }

    /** Puts the graph together: nodes are drawn by their order, in which encoder, posterior, prior and decoder follow each other. */
    private static final class Builder {
        private final Sizes sizes;
        private final float scale;
        private final List<Node> nodes = new ArrayList<>();
        private final List<Edge> edges = new ArrayList<>();
        private String last;

        Builder(Sizes sizes, float weightScale) {
            this.sizes = sizes;
            this.scale = weightScale;
        }

        Graph graph() {
            final Shape smallest = sizes.smallest();
            nodes.add(new Node("image", new Input(new Shape(1, sizes.side(), sizes.side()))));
            last = "image";
            for (int i = 1; i <= 3; i++) {
                block("encoder" + i, new Conv2d(sizes.channels(), KERNEL, 2, 1, scale), 1f);
            }
            block("features", new Linear(sizes.latent(), scale), 1f);
            edges.add(Edge.of(last, "history"));
            edges.add(Edge.delayed("z", "history", 1).into(1).detached());
            last = "history";
            head("posterior", sizes.posterior());
            add("z", new Choice(sizes.k()));
            final String firstOfPrior = "prior1";
            edges.add(Edge.delayed("z", firstOfPrior, 1).detached());
            last = null;
            head("prior", sizes.prior());
            add("guess", new Choice(sizes.k()));
            last = "z";
            block("decoder0", new Linear(smallest.size(), scale), 1f);
            add("map", new Unflatten(sizes.channels(), smallest.height(), smallest.width()));
            for (int i = 1; i <= 3; i++) {
                block("decoder" + i, new ConvTranspose2d(sizes.channels(), KERNEL, 2, 1, 1, scale), 1f);
            }
            add("output", new ConvTranspose2d(1, KERNEL, 1, 1, 0, scale).withBias());
            add("membrane", new Integrator(MEMBRANE_RETAIN, 1f));
            nodes.add(new Node("history", new Concat(2)));
            add("picture", new Activation(Activation.Function.TANH, 1f));
            return new Graph(nodes, edges, List.of("picture", "guess"));
        }

        private void head(String name, List<Integer> hidden) {
            int i = 1;
            for (final int width : hidden) {
                block(name + i++, new Linear(width, 1f), 2f);
            }
            block(name + i, new Linear(sizes.k() * sizes.latent(), 1f), 2f);
        }

        private void block(String name, Kind weights, float alpha) {
            add(name, weights);
            add(name + ".norm", new TdBatchNorm(alpha, THRESHOLD, EPSILON));
            add(name + ".lif", LIF);
        }

        private void add(String name, Kind kind) {
            nodes.add(new Node(name, kind));
            if (last != null) {
                edges.add(Edge.of(last, name));
            }
            last = name;
        }
    }
}
