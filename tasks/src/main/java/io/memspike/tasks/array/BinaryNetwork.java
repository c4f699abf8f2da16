package io.memspike.tasks.array;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.norm.Scale;
import io.memspike.topology.Learners;
import io.memspike.topology.parameter.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network of full connections whose weights and biases are 1 or −1, and of sigmoid neurons behind amplifiers, one gain a
 * layer: layer N is {@code layerN} (linear), {@code gainN} (scale) and, but for the last, whose amplified sums are the
 * answer, {@code neuronsN} (sigmoid).
 */
public final class BinaryNetwork {
    private static final float INITIAL = 0.2f; // latents begin uniformly in ± this
    private static final double INITIAL_SLOPE = 3; // gain · √inputs at the start, the bias among the inputs

    private BinaryNetwork() {}

    /** The full connection of a layer, from 1. */
    public static String layer(int number) {
        return "layer" + number;
    }

    /** Its amplifiers. */
    static String gain(int number) {
        return "gain" + number;
    }

    /** Number of layers of such a graph. */
    static int layers(Graph graph) {
        return graph.nodesOf(Linear.class).size();
    }

    /**
     * The graph.
     *
     * @param input shape of an image
     * @param outputs neurons of each layer
     */
    public static Graph graph(Shape input, List<Integer> outputs) {
        final List<Node> nodes = new ArrayList<>(List.of(new Node("input", new Input(input))));
        for (int l = 1; l <= outputs.size(); l++) {
            nodes.add(new Node(layer(l), new Linear(outputs.get(l - 1), 1f, true)));
            nodes.add(new Node(gain(l), new Scale(Per.ONE)));
            if (l < outputs.size()) {
                nodes.add(new Node("neurons" + l, new Activation(Activation.Function.SIGMOID, 1f)));
            }
        }
        final List<Edge> edges = new ArrayList<>();
        for (int n = 1; n < nodes.size(); n++) {
            edges.add(Edge.of(nodes.get(n - 1).name(), nodes.get(n).name()));
        }
        return new Graph(nodes, edges, List.of(gain(outputs.size())));
    }

    /** What is learnt about it, at the start: signs, and gains in proportion to what they begin with. */
    public static Learners learners(Graph graph, long seed) {
        final Map<String, Parameters> parameters = new LinkedHashMap<>();
        for (int l = 1; l <= layers(graph); l++) {
            final Matrix matrix = Matrix.of(graph, layer(l));
            final int inputs = matrix.input().size();
            final float[] weights = new float[matrix.weights()];
            final float[] biases = new float[matrix.out()];
            final RandomStream random = RandomStream.of(seed, "binary weights", l - 1);
            for (int i = 0; i <= inputs; i++) { // row by row, as they lie on a crossbar, biases last
                for (int o = 0; o < biases.length; o++) {
                    final float latent = INITIAL * (2 * random.nextFloat() - 1);
                    if (i < inputs) {
                        weights[o * inputs + i] = latent;
                    } else {
                        biases[o] = latent;
                    }
                }
            }
            parameters.put(layer(l), new Parameters.Binary(weights, 1f));
            parameters.put(layer(l) + ".bias", new Parameters.Binary(biases, 1f));
            final float initial = (float) (INITIAL_SLOPE / Math.sqrt(inputs + 1));
            parameters.put(gain(l) + ".scale", new Parameters.Trained(new float[] {1f}, initial));
        }
        return Learners.of(graph, parameters);
    }
}
