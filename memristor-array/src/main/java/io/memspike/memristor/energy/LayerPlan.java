package io.memspike.memristor.energy;

import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Kind;
import io.memspike.core.kernel.ScalarKernels;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.Programming;
import io.memspike.memristor.tile.TileSettings;
import io.memspike.memristor.tile.TiledSynapses;
import java.util.List;

/**
 * What is fixed about a node with weights, the pooling before it and the neurons behind it.
 *
 * @param node name of the node
 * @param position its position in the graph
 * @param layer what it is
 * @param pooled spikes that one input is the mean of, 1 without pooling
 * @param neurons the units behind
 * @param synapses the layer on its tiles
 * @param siemensOfInput see {@link InputConductances}. Not modified.
 * @param writes what programming cost
 */
record LayerPlan(
        String node,
        int position,
        Matrix layer,
        int pooled,
        Kind neurons,
        TiledSynapses synapses,
        double[] siemensOfInput,
        Programming writes) {
    static LayerPlan of(Graph graph, String node, MemristorArray array, ArrayHardware hardware) {
        if (!array.curve().isLinear()) {
            throw new IllegalArgumentException("node " + node
                    + ": expected cells that obey Ohm's law, as energy V² G t does, found " + array.curve());
        }
        final Kind before = graph.node(graph.into(node, 0).get(0).from()).kind();
        final int pooled = before instanceof AvgPool pool ? pool.kernel().area() : 1;
        return new LayerPlan(
                node,
                graph.position(node),
                array.layer(),
                pooled,
                behind(graph, node),
                new TiledSynapses(array, TileSettings.ideal(hardware.geometry()).of(graph, node), new ScalarKernels()),
                InputConductances.of(array),
                array.programming());
    }

    /** The units that take the currents; of a graph that ends here, none. */
    private static Kind behind(Graph graph, String node) {
        final List<Edge> leaving = graph.outOf(node);
        return graph.node(leaving.isEmpty() ? node : leaving.get(0).to()).kind();
    }

    /** Neurons behind the layer. */
    int outputs() {
        return synapses.output().size();
    }

    /** Output positions, each of which takes a read of its own. */
    int positions() {
        return synapses.output().positions();
    }

    int tiles() {
        return synapses.mapping().tiles().size();
    }

    /** Multiply-adds of one step when every weight is used wherever its kernel lies, padding included. */
    long denseOperations() {
        final boolean spreads = layer.kind() instanceof ConvTranspose2d; // from each input position
        return (long) layer.weights() * (spreads ? layer.input() : layer.output()).positions();
    }

    /** Columns that take turns at one converter in one read. */
    int turns(int columnsPerAdc) {
        final int widest =
                synapses.mapping().convertedColumns(synapses.mapping().tiles().get(0)); // the first is
        return Math.min(columnsPerAdc, widest);
    }

    boolean isPooled() {
        return pooled > 1;
    }

    boolean isReadout() {
        return neurons instanceof Integrator;
    }
}
