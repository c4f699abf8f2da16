package io.memspike.core.kind.neuron.internal;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.core.kind.neuron.LoihiLif;
import io.memspike.core.run.Network;
import io.memspike.core.synapse.WeightedSynapses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

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
        if (!areExact(magnitudes(network, node, WholeSums::addBounds))) {
            final double[] largest = magnitudes(network, node, WholeSums::addMagnitudes);
            for (int i = 0; i < largest.length; i++) {
                require(
                        largest[i] < LoihiLif.EXACT,
                        "neuron %d: expected weights whose magnitudes add up to less than 2^24, found %s",
                        i,
                        largest[i]);
            }
        }
    }

    private static boolean areExact(double[] magnitudes) {
        for (final double magnitude : magnitudes) {
            if (!(magnitude < LoihiLif.EXACT)) {
                return false;
            }
        }
        return true;
    }

    /** Adds the magnitudes that the weights of one node give each output. */
    @FunctionalInterface
    private interface Weights {
        void add(Network network, String node, MatrixKind matrix, double[] magnitudes);
    }

    private static double[] magnitudes(Network network, String node, Weights weights) {
        final Graph graph = network.graph();
        final double[] magnitudes = new double[graph.shape(node).size()];
        for (final Edge edge : graph.into(node, 0)) {
            if (graph.node(edge.from()).kind() instanceof MatrixKind matrix) {
                weights.add(network, edge.from(), matrix, magnitudes);
                if (matrix.bias()) {
                    addBias(network.tensor(edge.from(), "bias"), edge.from(), magnitudes);
                }
            }
        }
        return magnitudes;
    }

    /** No less than they are: as if every output met all rows of its column, of which each is looked at once. */
    private static void addBounds(Network network, String node, MatrixKind matrix, double[] bounds) {
        final Synapses synapses = network.synapses(node);
        if (!(synapses instanceof WeightedSynapses)) {
            addMagnitudes(network, node, matrix, bounds);
            return;
        }
        final Unfolding unfolding = matrix.unfolding(network.graph().input(node));
        final int columns = unfolding.columns();
        final double[] ofColumn = new double[columns];
        final BitSet seen = new BitSet(unfolding.rows());
        final List<int[]> fresh = new ArrayList<>(); // rows that an input is the first to drive, and where
        final Synapses.Reader reader = synapses.open();
        final float[] current = new float[bounds.length + Synapses.PADDING];
        final SpikeList one = new SpikeList(synapses.input().size());
        for (int input = 0; input < synapses.input().size() && seen.cardinality() < unfolding.rows(); input++) {
            unfolding.visit(input, (row, position) -> {
                if (!seen.get(row)) {
                    seen.set(row);
                    fresh.add(new int[] {row, position});
                }
            });
            if (!fresh.isEmpty()) {
                one.clear();
                one.add(input, 1f);
                reader.accumulate(one, 0, current);
                for (final int[] at : fresh) {
                    for (int c = 0; c < columns; c++) {
                        final float weight = current[at[1] * columns + c];
                        requireWhole(weight, "weights of node " + node);
                        ofColumn[c] += Math.abs(weight);
                    }
                }
                fresh.clear();
                Arrays.fill(current, 0f);
            }
        }
        for (int o = 0; o < bounds.length; o++) {
            bounds[o] += ofColumn[o % columns];
        }
    }

    /** What each input alone gives the outputs that it reaches. */
    private static void addMagnitudes(Network network, String node, MatrixKind matrix, double[] largest) {
        final Synapses synapses = network.synapses(node);
        final Unfolding unfolding = matrix.unfolding(network.graph().input(node));
        final int columns = unfolding.columns();
        final Synapses.Reader reader = synapses.open();
        final float[] current = new float[largest.length + Synapses.PADDING];
        final SpikeList one = new SpikeList(synapses.input().size());
        for (int input = 0; input < synapses.input().size(); input++) {
            one.clear();
            one.add(input, 1f);
            reader.accumulate(one, 0, current);
            if (synapses instanceof WeightedSynapses) {
                unfolding.visit(
                        input,
                        (row, position) -> add(current, position * columns, (position + 1) * columns, largest, node));
            } else {
                add(current, 0, largest.length, largest, node);
            }
        }
    }

    /** Adds magnitudes of outputs [from, to), and clears them. */
    private static void add(float[] current, int from, int to, double[] largest, String node) {
        for (int o = from; o < to; o++) {
            requireWhole(current[o], "weights of node " + node);
            largest[o] += Math.abs(current[o]);
            current[o] = 0f;
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
