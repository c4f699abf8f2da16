package io.memspike.memristor.wire;

import io.memspike.memristor.tile.CrossbarTile;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * A layer of differential pairs of columns, G⁺ and G⁻ side by side, on several crossbars whose column currents are added.
 * Each crossbar is solved exactly ({@link TransferMatrix}); together they are again one matrix of effective conductances.
 * Immutable.
 */
public final class PartitionedCrossbar {
    private static final int PAIR = 2;

    private final double[][] effective;
    private final SortedMap<Integer, DriverLoads> loads; // by first input: of all crossbars that these inputs drive

    private PartitionedCrossbar(double[][] effective, SortedMap<Integer, DriverLoads> loads) {
        this.effective = effective;
        this.loads = loads;
    }

    /**
     * Solves a layer's crossbars.
     *
     * @param conductances of the cells: (inputs, 2 · outputs), S; 0 is an open cell. Not modified.
     * @param tiles the crossbars: every pair lies on one of them, and those that share an input share all their inputs
     * @param lines resistances of each crossbar
     * @param threads at least 1; changes no bit of the result
     * @param progress told how many crossbars are done
     */
    public static PartitionedCrossbar of(
            double[][] conductances,
            List<CrossbarTile> tiles,
            LineResistances lines,
            int threads,
            IntConsumer progress) {
        Conductances.require(conductances);
        final int columns = conductances[0].length;
        if (columns % PAIR != 0) {
            throw new IllegalArgumentException(
                    "conductances: expected pairs of columns, found " + columns + " columns");
        }
        final long pairs = tiles.stream()
                .mapToLong(tile -> (long) tile.inputs() * tile.outputs())
                .sum();
        final long expected = (long) conductances.length * columns / PAIR;
        if (pairs != expected) {
            throw new IllegalArgumentException(
                    "crossbars: expected room for each of " + expected + " pairs, found " + pairs);
        }
        final double[][] effective = new double[conductances.length][columns];
        final SortedMap<Integer, DriverLoads> loads = new TreeMap<>();
        int done = 0;
        for (final CrossbarTile tile : tiles) {
            final TransferMatrix part = TransferMatrix.of(tile.part(conductances), lines, threads);
            tile.place(part.effective(), effective);
            loads.merge(tile.firstInput(), part.loads(), DriverLoads::plus);
            progress.accept(++done);
        }
        return new PartitionedCrossbar(effective, loads);
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
        for (final DriverLoads part : loads.values()) {
            watts += part.power(voltages, from);
            from += part.rows();
        }
        return watts;
    }
}
