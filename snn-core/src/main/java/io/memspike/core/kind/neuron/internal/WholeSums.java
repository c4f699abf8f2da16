package io.memspike.core.kind.neuron.internal;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.LoihiLif;
import io.memspike.core.run.Network;
import java.util.Arrays;

/** Whether what enters neurons that count in integers is exact as a float, whatever fires. */
final class WholeSums {
    private WholeSums() {}

    static void check(LoihiLif kind, String node, Network network) {
        if (kind.bias()) {
            final float[] bias = network.tensor(node, "bias");
            for (int i = 0; i < bias.length; i++) {
                requireWhole(bias[i], "tensor bias, element " + i);
                require(
                        Math.abs(bias[i]) < LoihiLif.EXACT,
                        "tensor bias, element %d: expected below 2^24, found %s",
                        i,
                        bias[i]);
            }
        }
        final Graph graph = network.graph();
        final double[] largest = new double[graph.shape(node).size()];
        for (final Edge edge : graph.into(node, 0)) {
            if (graph.node(edge.from()).kind() instanceof MatrixKind matrix) {
                addMagnitudes(network.synapses(edge.from()), edge.from(), largest);
                if (matrix.bias()) {
                    addBias(network.tensor(edge.from(), "bias"), edge.from(), largest);
                }
            }
        }
        for (int i = 0; i < largest.length; i++) {
            require(
                    largest[i] < LoihiLif.EXACT,
                    "neuron %d: expected weights whose magnitudes add up to less than 2^24, found %s",
                    i,
                    largest[i]);
        }
    }

    /** What each input alone gives every output. */
    private static void addMagnitudes(Synapses synapses, String node, double[] largest) {
        final Synapses.Reader reader = synapses.open();
        final float[] current = new float[largest.length + Synapses.PADDING];
        final SpikeList one = new SpikeList(synapses.input().size());
        for (int input = 0; input < synapses.input().size(); input++) {
            one.clear();
            one.add(input, 1f);
            Arrays.fill(current, 0f);
            reader.accumulate(one, 0, current);
            for (int o = 0; o < largest.length; o++) {
                requireWhole(current[o], "weights of node " + node);
                largest[o] += Math.abs(current[o]);
            }
        }
    }

    private static void addBias(float[] bias, String node, double[] largest) {
        for (int o = 0; o < largest.length; o++) {
            requireWhole(bias[o % bias.length], "bias of node " + node);
            largest[o] += Math.abs(bias[o % bias.length]);
        }
    }

    private static void requireWhole(float number, String what) {
        require(number == Math.rint(number), "%s: expected whole numbers, found %s", what, number);
    }
}
