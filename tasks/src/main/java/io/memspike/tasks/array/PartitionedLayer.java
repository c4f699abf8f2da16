package io.memspike.tasks.array;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.MagneticMemory;
import io.memspike.memristor.device.WriteVerify;
import io.memspike.memristor.wire.Partition;
import io.memspike.memristor.wire.PartitionedCrossbar;
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
        final int position = model.graph().position(node);
        final Matrix row = new Matrix(new Linear(matrix.out(), 1f), Shape.vector(1));
        final MemristorArray weights = array(matrix, signs(model, node, "weight"), cells.device(), position);
        final MemristorArray biases = array(row, signs(model, node, "bias"), cells.device(), position);
        final int inputs = matrix.input().size();
        final double[][] siemens = new double[inputs + 1][2 * matrix.out()];
        place(weights, siemens, 0);
        place(biases, siemens, inputs);
        final PartitionedCrossbar crossbar = PartitionedCrossbar.of(
                siemens, partition.tiles(inputs + 1, matrix.out()), cells.lines(), threads, progress);
        return new PartitionedLayer(
                cells.supplyVolts(),
                crossbar,
                behind(weights, crossbar.effective(), 0),
                behind(biases, crossbar.effective(), inputs));
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

    private static MemristorArray array(Matrix matrix, float[] signs, MagneticMemory device, int position) {
        return MemristorArray.mapped(matrix, signs, device, position)
                .programmedOnto(device, WriteVerify.once(), 0); // its cells are all alike: no chance plays a part
    }

    /** Lays an array's cells into rows of pairs, from one on. */
    private static void place(MemristorArray array, double[][] pairs, int first) {
        final Unfolding unfolding = array.layer().unfolding();
        final double[] positive = array.positiveSiemens();
        final double[] negative = array.negativeSiemens();
        for (int i = 0; i < unfolding.rows(); i++) {
            for (int o = 0; o < unfolding.columns(); o++) {
                pairs[first + i][2 * o] = positive[unfolding.weight(i, o)];
                pairs[first + i][2 * o + 1] = negative[unfolding.weight(i, o)];
            }
        }
    }

    /** An array as its terminals see it, in rows of pairs from one on. */
    private static MemristorArray behind(MemristorArray array, double[][] pairs, int first) {
        final Unfolding unfolding = array.layer().unfolding();
        final double[] positive = new double[array.layer().weights()];
        final double[] negative = new double[positive.length];
        for (int i = 0; i < unfolding.rows(); i++) {
            for (int o = 0; o < unfolding.columns(); o++) {
                positive[unfolding.weight(i, o)] = pairs[first + i][2 * o];
                negative[unfolding.weight(i, o)] = pairs[first + i][2 * o + 1];
            }
        }
        return array.behindMeshes(positive, negative);
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
