package io.memspike.memristor.hardware;

import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.tile.CrossbarTile;
import io.memspike.memristor.tile.TileMapping;
import io.memspike.memristor.wire.ApproximateTransfer;
import io.memspike.memristor.wire.ColumnPairs;
import io.memspike.memristor.wire.PartitionedCrossbar;

/**
 * One layer's cells on their crossbars, with wires folded into them tile by tile: exactly ({@link PartitionedCrossbar}, in which
 * every pair of lines has a little to do with every other, disconnected pairs included) or approximately ({@link
 * ApproximateTransfer}, which states its error). Rows and columns of a tile that are not in use lie at the far ends of its lines and carry nothing;
 * disconnected pairs are open. Immutable.
 */
public final class WiredLayer {
    private static final int BYTES_PER_CELL = 120; // of the largest tile, while its circuit is solved; counted
    private static final double[][] NO_DROP = {};

    private final MemristorArray devices;
    private final MemristorArray seen;
    private final TileMapping mapping;
    private final double[][] irDrop;

    private WiredLayer(MemristorArray devices, MemristorArray seen, TileMapping mapping, double[][] irDrop) {
        this.devices = devices;
        this.seen = seen;
        this.mapping = mapping;
        this.irDrop = irDrop;
    }

    /**
     * A matrix on its crossbars.
     *
     * @param own the model's own cells
     * @param hardware what they become
     * @param seed seed of devices, faults and ageing
     * @throws IllegalArgumentException where a crossbar is too large for the memory
     */
    public static WiredLayer of(MemristorArray own, Hardware hardware, long seed) {
        return of(hardware.cells().of(own, seed), hardware.wires(), hardware.tiles());
    }

    /**
     * Wires a layer.
     *
     * @param devices its cells
     * @param wires the wires of its crossbars
     * @param tiles the crossbars
     * @throws IllegalArgumentException where a crossbar is too large for the memory, or has places without a weight (groups,
     *     single connections) and wires
     */
    public static WiredLayer of(MemristorArray devices, CrossbarWires wires, Tiles tiles) {
        final TileMapping mapping = TileMapping.of(devices.layer(), tiles.of(devices.layer()));
        if (wires.lines().isNone()) {
            return new WiredLayer(devices, devices, mapping, NO_DROP);
        }
        requirePairs(devices.layer());
        final CrossbarTile largest = mapping.tiles().get(0);
        requireMemory(
                largest.inputs(), 2 * largest.outputs(), Runtime.getRuntime().maxMemory());
        final double[][] cells = ColumnPairs.of(devices);
        double[][] left = new double[cells.length][cells[0].length];
        final double[][] irDrop = new double[cells.length][cells[0].length];
        for (final CrossbarTile tile : mapping.tiles()) {
            final ApproximateTransfer transfer = ApproximateTransfer.of(tile.part(cells), wires.lines());
            tile.place(transfer.effective(), left);
            tile.place(transfer.irDrop(), irDrop);
        }
        if (wires.exact()) {
            left = PartitionedCrossbar.of(cells, mapping.tiles(), wires.lines(), 1, done -> {})
                    .effective();
        }
        return new WiredLayer(devices, ColumnPairs.behind(devices, left, wires.exact()), mapping, irDrop);
    }

    /** Where there is no pair there is no place for what wires couple into it. */
    private static void requirePairs(Matrix layer) {
        final Unfolding unfolding = layer.unfolding();
        final long places = (long) unfolding.rows() * unfolding.columns();
        if (places != layer.weights()) {
            throw new IllegalArgumentException("crossbar with wires: expected a weight in each of its "
                    + unfolding.rows() + " x " + unfolding.columns() + " places, found " + layer.weights()
                    + " weights of "
                    + layer.type());
        }
    }

    static void requireMemory(int rows, int columns, long present) {
        if ((long) rows * columns * BYTES_PER_CELL > present) {
            throw new IllegalArgumentException("crossbar: expected at most " + present / BYTES_PER_CELL
                    + " cells, for which the memory (-Xmx) suffices, found " + rows + " x " + columns
                    + "; cut it with partitions");
        }
    }

    /** The layer's cells as they are. */
    public MemristorArray devices() {
        return devices;
    }

    /** The layer's cells as their terminals see them. */
    public MemristorArray seen() {
        return seen;
    }

    /** Where the weights lie. */
    public TileMapping mapping() {
        return mapping;
    }

    /**
     * Share of the drive that does not reach each cell while all rows are driven alike, in [0, 1]: (fan-in, 2 · outputs),
     * G⁺ of output o in column 2o, its G⁻ in the next. Empty where wires have no resistance. Not to be modified.
     */
    public double[][] irDrop() {
        return irDrop;
    }
}
