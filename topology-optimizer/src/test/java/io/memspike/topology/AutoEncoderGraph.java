package io.memspike.topology;

import io.memspike.core.Shape;
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
import io.memspike.topology.loss.LossTerm;
import io.memspike.topology.loss.SpikeTrainDistance;
import io.memspike.topology.loss.SquaredError;
import java.util.ArrayList;
import java.util.List;

/**
 * PRIME's spiking auto-encoder for small images. Nodes are named by their position in a file of version 1.
 *
 * @param side of an image
 * @param channels of the maps between
 * @param latent number of latents
 * @param k spikes that each latent is chosen from
 * @param posterior widths of the posterior's hidden layers
 * @param prior widths of the prior's
 * @param weightScale of all weights but the heads'
 */
record AutoEncoderGraph(
        int side, int channels, int latent, int k, List<Integer> posterior, List<Integer> prior, float weightScale) {
    static final List<String> ENCODER = List.of("0", "3", "6", "9");
    static final List<String> POSTERIOR = List.of("12", "15", "18");
    static final List<String> PRIOR = List.of("22", "25", "28");
    static final List<String> DECODER = List.of("32", "36", "39", "42");
    static final String OUTPUT = "45";
    static final String Z = "21";
    static final Edge Z_TO_POSTERIOR = Edge.delayed(Z, "concat", 1).into(1).detached();
    static final Edge Z_TO_PRIOR = Edge.delayed(Z, "22", 1).detached();
    static final String PRIOR_CHOICE = "31";

    /** The mean squared error of pictures, and the distance of posterior and prior. */
    LossTerm[] terms() {
        return new LossTerm[] {new SquaredError("picture"), new SpikeTrainDistance("20", "30", k)};
    }

    Graph graph() {
        final List<Node> nodes = new ArrayList<>(List.of(new Node("input", new Input(new Shape(1, side, side)))));
        final List<Edge> edges = new ArrayList<>();
        final List<Kind> kinds = kinds();
        for (int i = 0; i < kinds.size(); i++) {
            final String name = Integer.toString(i);
            nodes.add(new Node(name, kinds.get(i)));
            if (name.equals(POSTERIOR.get(0))) {
                edges.add(Edge.of("11", "concat"));
                edges.add(Z_TO_POSTERIOR);
                edges.add(Edge.of("concat", name));
            } else if (name.equals(PRIOR.get(0))) {
                edges.add(Z_TO_PRIOR);
            } else if (name.equals(DECODER.get(0))) {
                edges.add(Edge.of(Z, name));
            } else {
                edges.add(Edge.of(i == 0 ? "input" : Integer.toString(i - 1), name));
            }
        }
        nodes.add(new Node("concat", new Concat(2)));
        nodes.add(new Node("picture", new Activation(Activation.Function.TANH, 1f)));
        edges.add(Edge.of(Integer.toString(kinds.size() - 1), "picture"));
        return new Graph(nodes, edges, List.of("picture", PRIOR_CHOICE));
    }

    private List<Kind> kinds() {
        final int smallest = side / 8;
        final List<Kind> kinds = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            block(kinds, new Conv2d(channels, 3, 2, 1, weightScale), 1f);
        }
        block(kinds, new Linear(latent, weightScale), 1f);
        head(kinds, posterior);
        head(kinds, prior);
        block(kinds, new Linear(channels * smallest * smallest, weightScale), 1f);
        kinds.add(new Unflatten(channels, smallest, smallest));
        for (int i = 0; i < 3; i++) {
            block(kinds, new ConvTranspose2d(channels, 3, 2, 1, 1, weightScale), 1f);
        }
        kinds.add(new ConvTranspose2d(1, 3, 1, 1, 0, weightScale).withBias());
        kinds.add(new Integrator(0.8f, 1f));
        return kinds;
    }

    private void head(List<Kind> kinds, List<Integer> hidden) {
        block(kinds, new Linear(hidden.get(0), 1f), 2f);
        block(kinds, new Linear(hidden.get(1), 1f), 2f);
        block(kinds, new Linear(k * latent, 1f), 2f);
        kinds.add(new Choice(k));
    }

    private static void block(List<Kind> kinds, MatrixKind weights, float alpha) {
        kinds.add(weights);
        kinds.add(new TdBatchNorm(alpha, 0.2f, 1e-5f));
        kinds.add(new Lif(0.25f, 0.2f, 1f, 0f));
    }
}
