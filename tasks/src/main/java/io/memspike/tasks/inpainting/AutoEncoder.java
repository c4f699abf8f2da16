package io.memspike.tasks.inpainting;

import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.tasks.Mode;
import io.memspike.tasks.network.LearningChoice;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.topology.ScheduledSampling;
import io.memspike.topology.loss.LossTerm;
import io.memspike.topology.loss.SpikeTrainDistance;
import io.memspike.topology.loss.SquaredError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

    /**
     * PRIME's network of that size.
     *
     * @param mode where weights are trained and not pruned, they have no scale
     */
    public static AutoEncoder of(Sizes sizes, int steps, Mode mode) {
        final GraphText network = text(sizes);
        return new AutoEncoder(
                mode == Mode.PRUNE ? network.graph() : network.unscaled(LearningChoice.prunedByText(network)), steps);
    }

    /** PRIME's network of that size, and what its nodes learn. */
    static GraphText text(Sizes sizes) {
        return NetworkSource.inJar("prime-autoencoder", Given.sizes(sizes.byName()));
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
}
