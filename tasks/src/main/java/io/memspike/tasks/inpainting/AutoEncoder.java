package io.memspike.tasks.inpainting;

import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphException;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.topology.ScheduledSampling;
import io.memspike.topology.loss.LossTerm;
import io.memspike.topology.loss.SpikeTrainDistance;
import io.memspike.topology.loss.SquaredError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A spiking network that paints the picture it is shown, as a graph, and what its nodes are for. Of a variational one a
 * picture's features h and the latents z of the step before give the posterior, one of every k of whose neurons each latent
 * takes; the prior does the same from z alone; a decoder paints what z says. Constants of neurons and norms are those of PRIME
 * (Wang et al., arXiv 2407.18625). One without choices has no prior: it fills holes, and draws nothing of its own.
 *
 * @param graph the graph: its first output is the picture, its second the prior's choice, where there is a prior
 * @param steps time steps
 */
public record AutoEncoder(Graph graph, int steps) {
    /** Name of the metadata that holds the number of steps. */
    public static final String STEPS = "steps";

    /** Name of PRIME's network in the jar. */
    public static final String PRIME = "prime-autoencoder";

    private static final int REDUCTION = 8; // of the encoder: three strides of 2

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

    /**
     * Whether a graph paints pictures from an image: with a choice before the decoder and one of the prior, or without any,
     * by a tanh.
     */
    public static boolean isAutoEncoder(Graph graph) {
        return (isVariational(graph) || isFiller(graph))
                && graph.nodesOf(Input.class).size() == 1
                && graph.shape(graph.output()).equals(graph.input())
                && graph.input().channels() == 1
                && graph.input().height() == graph.input().width();
    }

    private static boolean isVariational(Graph graph) {
        return graph.outputs().size() == 2
                && graph.node(graph.outputs().get(1)).kind() instanceof Choice
                && graph.nodesOf(Choice.class).size() == 2;
    }

    private static boolean isFiller(Graph graph) {
        return isWithoutChoices(graph)
                && graph.node(graph.output()).kind() instanceof Activation painted
                && painted.function() == Activation.Function.TANH
                && graph.input().height() >= Canvas.LEAST_SIDE;
    }

    private static boolean isWithoutChoices(Graph graph) {
        return graph.outputs().size() == 1 && graph.nodesOf(Choice.class).isEmpty();
    }

    /**
     * Checks, node by node, that a graph can be trained to fill holes.
     *
     * @throws GraphException of the first node that is not as it should be
     */
    public static void require(Graph graph) {
        if (!isWithoutChoices(graph) || !graph.shape(graph.output()).equals(graph.input())) {
            requireVariational(graph);
            return;
        }
        requirePainter(graph);
        if (!isFiller(graph)) {
            throw GraphException.at(
                    graph.output(),
                    "a picture of at least " + Canvas.LEAST_SIDE
                            + " rows by tanh, or two outputs, a picture and the choice of a prior",
                    graph.node(graph.output()).kind().type() + " of " + graph.input());
        }
    }

    private static void requirePainter(Graph graph) {
        final Shape input = graph.input();
        if (input.channels() != 1 || input.height() != input.width()) {
            throw GraphException.at(
                    graph.nodesOf(Input.class).get(0).name(), "square pictures of one channel", "" + input);
        }
        final String painted = graph.output();
        if (!graph.shape(painted).equals(input)) {
            throw GraphException.at(painted, "a picture of " + input + ", as enters", "" + graph.shape(painted));
        }
    }

    private static void requireVariational(Graph graph) {
        if (graph.outputs().size() != 2) {
            throw GraphException.at(
                    graph.output(),
                    "two outputs, a picture and the choice of a prior, of an auto-encoder",
                    "" + graph.outputs());
        }
        final String prior = graph.outputs().get(1);
        final List<String> choices =
                graph.nodesOf(Choice.class).stream().map(Node::name).toList();
        if (!choices.contains(prior)) {
            throw GraphException.at(
                    prior, "a choice, the prior's", graph.node(prior).kind().type());
        }
        if (choices.size() != 2) {
            throw GraphException.at(prior, "one choice beside the prior's, the posterior's", "the choices " + choices);
        }
        requirePainter(graph);
        final String z = z(graph);
        if (!graph.shape(z).equals(graph.shape(prior))) {
            throw GraphException.at(prior, "as many choices as " + z + ", " + graph.shape(z), "" + graph.shape(prior));
        }
        if (toPrior(graph).size() != 1) {
            throw GraphException.at(
                    z,
                    "one detached edge with a delay of 1 to what leads to " + prior
                            + ", as the prior sees the step before",
                    "" + toPrior(graph));
        }
        sampling(graph); // refuses a prior whose shapes follow from nothing but itself, before it is trained
    }

    /** The edges over which the prior sees what was chosen in the step before. */
    private static List<Edge> toPrior(Graph graph) {
        final String z = z(graph);
        final Set<String> leading = new LinkedHashSet<>(Set.of(graph.outputs().get(1)));
        boolean grows = true;
        while (grows) {
            grows = false;
            for (final Edge edge : graph.edges()) {
                grows |= leading.contains(edge.to()) && !edge.from().equals(z) && leading.add(edge.from());
            }
        }
        return graph.outOf(z).stream()
                .filter(edge -> edge.delay() == 1 && edge.isDetached() && leading.contains(edge.to()))
                .toList();
    }

    private static String z(Graph graph) {
        return graph.nodesOf(Choice.class).stream()
                .map(Node::name)
                .filter(name -> !name.equals(graph.outputs().get(1)))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Sizes of PRIME's network, and of smaller ones.
     *
     * @param side height and width of images in pixels, a multiple of 8
     * @param channels channels of encoder and decoder, at least 1
     * @param latent number of latents, at least 1
     * @param k spikes that each latent is picked from, at least 1
     */
    public record Sizes(int side, int channels, int latent, int k) {
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
        }

        /** PRIME's: 32×32 pixels, 32 channels, 128 latents, one of 20 picked. */
        public static Sizes prime() {
            return new Sizes(32, 32, 128, 20);
        }

        private Map<String, Integer> byName() {
            return Map.of("map", side / REDUCTION, "channels", channels, "latent", latent, "k", k);
        }
    }

    /** PRIME's network of that size, and what its nodes learn. */
    public static GraphText text(Sizes sizes) {
        return NetworkSource.inJar(PRIME, Given.sizes(sizes.byName()));
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

    /** Whether it has a prior, latents and all: else it fills holes, but draws no pictures of its own. */
    public boolean isVariational() {
        return isVariational(graph);
    }

    /** Number of latents; 0 without any. */
    public int latent() {
        return isVariational() ? graph.shape(z()).size() : 0;
    }

    /** Spikes that each latent is picked from; 0 without latents. */
    public int k() {
        return isVariational() ? ((Choice) graph.node(z()).kind()).of() : 0;
    }

    /** Name of the node that chooses z from the posterior's spikes, of a variational one. */
    public String z() {
        return z(graph);
    }

    /** Name of the node that chooses from the prior's spikes, of a variational one. */
    public String prior() {
        return graph.outputs().get(1);
    }

    /** What fills holes: without the prior. */
    public Graph inpainting() {
        return graph.upTo(graph.output());
    }

    /** What draws pictures, of a variational one: the prior in place of encoder and posterior. */
    public Graph sampling() {
        return sampling(graph);
    }

    private static Graph sampling(Graph graph) {
        final String posterior = z(graph);
        final String choice = graph.outputs().get(1);
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
     * What training makes small: {@code mean((picture − image)²) + factor · mean((psp(q̄) − psp(p̄))²)} with q̄ and p̄ the spikes of
     * posterior and prior averaged over k.
     *
     * @param factor of the distance between posterior and prior; with 0 nobody looks at the prior
     */
    List<LossTerm> losses(double factor) {
        final LossTerm error = new SquaredError(graph.output());
        if (!learnsPrior(factor)) {
            return List.of(error);
        }
        final String posteriorNeurons = graph.into(z(), 0).get(0).from();
        final String priorNeurons = graph.into(prior(), 0).get(0).from();
        return List.of(error, new SpikeTrainDistance(posteriorNeurons, priorNeurons, k(), factor));
    }

    /** What enters the prior in training; null where that learns nothing, or is not there. */
    ScheduledSampling scheduledSampling(double factor) {
        return learnsPrior(factor)
                ? new ScheduledSampling(toPrior(graph).get(0), prior(), SAMPLING[0], SAMPLING[1])
                : null;
    }

    /** Whether anybody looks at a prior. */
    private boolean learnsPrior(double factor) {
        return factor != 0 && isVariational();
    }
}
