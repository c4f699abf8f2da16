package io.memspike.memristor.wire;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * A layer of differential pairs of columns, G⁺ and G⁻ side by side, on several crossbars whose column currents are added.
 * Each crossbar is solved exactly ({@link TransferMatrix}); together they are again one matrix of effective conductances.
 * Immutable.
 */
public final class PartitionedCrossbar {
    private static final int PAIR = 2;

    private final double[][] effective;
    private final DriverLoads[] loads; // (horizontal): of all crossbars that one part of the inputs drives

    private PartitionedCrossbar(double[][] effective, DriverLoads[] loads) {
        this.effective = effective;
        this.loads = loads;
    }

    /**
     * Cuts a layer and solves its crossbars.
     *
     * @param conductances of the cells: (inputs, 2 · outputs), S; 0 is an open cell. Not modified.
     * @param partition how to cut; pairs stay together
     * @param lines resistances of each crossbar
     * @param threads at least 1; changes no bit of the result
     * @param progress told how many crossbars are done
     */
    public static PartitionedCrossbar of(
            double[][] conductances, Partition partition, LineResistances lines, int threads, IntConsumer progress) {
        Conductances.require(conductances);
        final int inputs = conductances.length;
        final int outputs = conductances[0].length / PAIR;
        if (conductances[0].length % PAIR != 0) {
            throw new IllegalArgumentException(
                    "conductances: expected pairs of columns, found " + conductances[0].length + " columns");
        }
        partition.requireWithin(inputs, outputs);
        final double[][] effective = new double[inputs][PAIR * outputs];
        final DriverLoads[] loads = new DriverLoads[partition.horizontal()];
        for (int h = 0; h < partition.horizontal(); h++) {
            final int top = Partition.start(inputs, partition.horizontal(), h);
            final int bottom = Partition.start(inputs, partition.horizontal(), h + 1);
            for (int v = 0; v < partition.vertical(); v++) {
                final int left = PAIR * Partition.start(outputs, partition.vertical(), v);
                final int right = PAIR * Partition.start(outputs, partition.vertical(), v + 1);
                final TransferMatrix part =
                        TransferMatrix.of(block(conductances, top, bottom, left, right), lines, threads);
                for (int i = top; i < bottom; i++) {
                    System.arraycopy(part.effective()[i - top], 0, effective[i], left, right - left);
                }
                loads[h] = v == 0 ? part.loads() : loads[h].plus(part.loads());
                progress.accept(h * partition.vertical() + v + 1);
            }
        }
        return new PartitionedCrossbar(effective, loads);
    }

    private static double[][] block(double[][] all, int top, int bottom, int left, int right) {
        final double[][] block = new double[bottom - top][];
        Arrays.setAll(block, i -> Arrays.copyOfRange(all[top + i], left, right));
        return block;
    }

    /**
     * Effective conductances of the whole layer: (inputs, 2 · outputs), S. The summed current of a column is
     * Σ_i effective[i][column] · V_i. Not to be modified.
     */
    public double[][] effective() {
        return effective;
    }

    /**
     * Power that all drivers deliver, Σ V·I.
     *
     * @param voltages of the inputs: (inputs), V. Not modified.
     * @return W
     */
    public double power(double[] voltages) {
        if (voltages.length != effective.length) {
            throw new IllegalArgumentException(
                    "voltages: expected " + effective.length + ", one for each input, found " + voltages.length);
        }
        double watts = 0;
        int from = 0;
        for (final DriverLoads part : loads) {
            watts += part.power(voltages, from);
            from += part.rows();
        }
        return watts;
    }
}
