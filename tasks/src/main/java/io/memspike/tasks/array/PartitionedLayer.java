package io.memspike.tasks.array;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.hardware.Cells;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.wire.ColumnPairs;
import io.memspike.memristor.wire.Partition;
import io.memspike.memristor.wire.PartitionedCrossbar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A full connection of weights and biases ±1 on crossbars with wires, solved exactly. 1 is a pair of a low-ohmic G⁺ and a
 * high-ohmic G⁻, −1 the other way round; the biases are one more row, the last, which stands at the supply. Sums are in
 * units of a weight of 1 with the supply at its input. Immutable; for any number of threads.
 */
final class PartitionedLayer {
    private final Shape input;
    private final double supplyVolts;
    private final PartitionedCrossbar crossbar;
    private final MemristorArray weights; // as terminals see them
    private final float[] biases;

    private PartitionedLayer(
            double supplyVolts, PartitionedCrossbar crossbar, MemristorArray weights, MemristorArray biases) {
        this.input = weights.layer().input();
        this.supplyVolts = supplyVolts;
        this.crossbar = crossbar;
        this.weights = weights;
        this.biases = biases.weights();
    }

    /**
     * Puts a layer on crossbars.
     *
     * @param model the network
     * @param node the layer, a linear one with biases
     * @param cells cells and wires
     * @param partition how it is cut
     * @param threads at least 1; changes no bit of the result
     * @param progress told how many crossbars are solved
     * @throws IllegalArgumentException if a weight or a bias is neither 1 nor −1, or a part would be empty
     */
    static PartitionedLayer of(
            Model model, String node, BinaryCells cells, Partition partition, int threads, IntConsumer progress) {
        final Matrix matrix = Matrix.of(model.graph(), node);
        final Matrix row = new Matrix(new Linear(matrix.out(), 1f), Shape.vector(1));
        final int position = model.graph().position(node);
        final Hardware hardware = cells.hardware();
        final MemristorArray weights = array(matrix, signs(model, node, "weight"), hardware, position);
        final MemristorArray biases = array(row, signs(model, node, "bias"), hardware, position);
        final List<double[]> rows = new ArrayList<>(List.of(ColumnPairs.of(weights)));
        rows.addAll(List.of(ColumnPairs.of(biases)));
        final PartitionedCrossbar crossbar = PartitionedCrossbar.of(
                rows.toArray(double[][]::new),
                partition.tiles(rows.size(), matrix.out()),
                hardware.wires().lines(),
                threads,
                progress);
        final double[][] seen = crossbar.effective();
        return new PartitionedLayer(
                cells.supplyVolts(),
                crossbar,
                ColumnPairs.behind(weights, Arrays.copyOf(seen, seen.length - 1), true),
                ColumnPairs.behind(biases, Arrays.copyOfRange(seen, seen.length - 1, seen.length), true));
    }

    private static float[] signs(Model model, String node, String tensor) {
        final float[] signs = model.tensors().get(Model.name(node, tensor));
        for (int i = 0; i < signs.length; i++) {
            if (Math.abs(signs[i]) != 1f) {
                throw new IllegalArgumentException(tensor + " " + i + ": expected 1 or -1, found " + signs[i]);
            }
        }
        return signs;
    }

    /** All cells are alike, so that no chance plays a part. */
    private static MemristorArray array(Matrix matrix, float[] signs, Hardware hardware, int position) {
        final Cells cells = hardware.cells();
        return cells.of(MemristorArray.mapped(matrix, signs, cells.device(), position), 0);
    }

    /** The connection as the engine runs it. */
    Synapses synapses(Kernels kernels) {
        return weights.synapses(kernels);
    }

    /** The biases behind their wires. Not to be modified. */
    float[] biases() {
        return biases;
    }

    /** Power that all drivers deliver, Σ V·I, W, while these inputs stand. */
    double powerWatts(SpikeList active) {
        final double[] voltages = new double[input.size() + 1];
        for (int e = 0; e < active.size(); e++) {
            voltages[input.channelFirst(active.index(e))] = supplyVolts * active.value(e);
        }
        voltages[voltages.length - 1] = supplyVolts;
        return crossbar.power(voltages);
    }
}
