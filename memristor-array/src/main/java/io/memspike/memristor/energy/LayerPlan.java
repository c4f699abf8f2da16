package io.memspike.memristor.energy;

import io.memspike.core.Synapses;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.Programming;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placed;
import io.memspike.memristor.tile.InputDrive;
import io.memspike.memristor.tile.InputGrid;
import io.memspike.memristor.tile.TileSpec;
import io.memspike.memristor.tile.internal.TiledSynapses;

/**
 * What is fixed about a node with weights, the pooling before it and what stands behind it.
 *
 * @param node name of the node
 * @param position its position in the graph
 * @param layer what it is
 * @param pooled spikes that one input is the mean of, 1 without pooling
 * @param entering what drives its rows
 * @param isStill whether what enters is the same at all steps of a sample, so that one read serves them
 * @param isByToken whether each token drives the rows by its own largest input, and columns have scales
 * @param tellsZero whether its columns tell 0 for 0, so that silent reads may be left out
 * @param around what is done digitally beside the weights
 * @param synapses the layer, on its tiles where it is on an array
 * @param siemensOfInput see {@link InputConductances}. Not modified. Empty where the layer is digital.
 * @param writes what programming cost
 */
record LayerPlan(
        String node,
        int position,
        Matrix layer,
        int pooled,
        Entering entering,
        boolean isStill,
        boolean isByToken,
        boolean tellsZero,
        Peripherals.Work around,
        Synapses synapses,
        double[] siemensOfInput,
        Programming writes) {
    private static final double[] DIGITAL = {};

    static LayerPlan of(Graph graph, Node node, Placed placed, Peripherals peripherals, ArrayHardware hardware) {
        final Peripherals.Work around = peripherals.of(node.name());
        final boolean isStill = peripherals.isStill(node.name());
        final Entering entering = Entering.into(graph, node.name());
        final Matrix matrix = Matrix.of(graph, node.name());
        final int position = graph.position(node.name());
        final int pooled = pooled(graph, node.name());
        if (placed.placement().isDigital(node.name())) {
            final Synapses counted = WeightedSynapses.of(matrix, new float[matrix.weights()], new ScalarKernels());
            return new LayerPlan(
                    node.name(),
                    position,
                    matrix,
                    pooled,
                    entering,
                    isStill,
                    false,
                    true,
                    around,
                    counted,
                    DIGITAL,
                    Programming.NONE);
        }
        final MemristorArray array = placed.cells(node, matrix);
        if (!array.curve().isLinear()) {
            throw new IllegalArgumentException("node " + node.name()
                    + ": expected cells that obey Ohm's law, as energy V² G t does, found " + array.curve());
        }
        final Hardware lying = placed.placement().of(node.name());
        final boolean isByToken = lying.tokens() != null;
        final InputGrid grid = hardware.geometry().drive() instanceof InputDrive.PulseWidth
                ? InputGrid.ANY
                : InputGrid.into(graph, node.name());
        return new LayerPlan(
                node.name(),
                position,
                matrix,
                pooled,
                isByToken ? entering.through(lying.converters().dacBits()) : entering,
                isStill,
                isByToken,
                lying.thermal() == null && lying.converters().tellsZero(),
                around,
                new TiledSynapses(array, TileSpec.ideal(hardware.geometry(), grid), new ScalarKernels()),
                InputConductances.of(array),
                array.programming());
    }

    private static int pooled(Graph graph, String node) {
        final String before = graph.into(node, 0).get(0).from();
        final Kind kind = graph.node(before).kind();
        return kind instanceof AvgPool pool && Peripherals.isFollowed(graph, before)
                ? pool.kernel().area()
                : 1;
    }

    /** Whether it is no array's. */
    boolean isDigital() {
        return !(synapses instanceof TiledSynapses);
    }

    /** The layer on its tiles; of an array's alone. */
    TiledSynapses tiled() {
        return (TiledSynapses) synapses;
    }

    /** Output positions, each of which takes a read of its own. */
    int positions() {
        return synapses.output().positions();
    }

    /** Tiles one below the other, whose numbers are added; of an array's alone. */
    int inputBlocks() {
        return tiled().mapping().inputBlocks();
    }

    int tiles() {
        return isDigital() ? 0 : tiled().mapping().tiles().size();
    }

    /** Whether reads that nothing drives are left out. */
    boolean skips(ArrayHardware hardware) {
        return switch (hardware.silent()) {
            case TAKEN -> false;
            case SKIPPED -> true;
            case SKIPPED_WHERE_EQUAL -> tellsZero;
        };
    }

    /** Steps at which the weights are read. */
    long reads(LayerWork work) {
        return isStill ? work.first() : work.steps();
    }

    /** Multiply-adds of one read when every weight is used wherever its kernel lies, padding included. */
    long denseOperations() {
        final boolean spreads = layer.kind() instanceof ConvTranspose2d; // from each input position
        return (long) layer.weights() * (spreads ? layer.input() : layer.output()).positions();
    }

    /** Columns that take turns at one converter in one read. */
    int turns(int columnsPerAdc) {
        final int widest =
                tiled().mapping().convertedColumns(tiled().mapping().tiles().get(0)); // the first is
        return Math.min(columnsPerAdc, widest);
    }

    boolean isPooled() {
        return pooled > 1;
    }
}
