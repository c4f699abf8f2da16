package io.memspike.memristor.hardware;

import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.tile.CrossbarTile;
import io.memspike.memristor.tile.TileMapping;
import io.memspike.memristor.wire.ApproximateTransfer;
import io.memspike.memristor.wire.TransferMatrix;

/**
 * One layer's cells on their crossbars, with wires folded into them tile by tile: exactly ({@link TransferMatrix}, in which
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
        final Folding folding = new Folding(devices, wires);
        mapping.tiles().forEach(folding::fold);
        final MemristorArray seen = wires.exact()
                ? devices.behindMeshes(folding.positive, folding.negative)
                : devices.behindWires(folding.positive, folding.negative);
        return new WiredLayer(devices, seen, mapping, folding.irDrop);
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

    /** What wires leave of each cell, tile by tile. */
    private static final class Folding {
        private final CrossbarWires wires;
        private final Unfolding unfolding;
        private final byte[] mask;
        private final double[] positive; // file order
        private final double[] negative;
        private final double[][] irDrop;

        Folding(MemristorArray devices, CrossbarWires wires) {
            this.wires = wires;
            this.unfolding = devices.layer().unfolding();
            this.mask = devices.mask();
            this.positive = devices.positiveSiemens();
            this.negative = devices.negativeSiemens();
            this.irDrop = new double[unfolding.rows()][2 * unfolding.columns()];
        }

        void fold(CrossbarTile tile) {
            final double[][] cells = new double[tile.inputs()][2 * tile.outputs()];
            for (int o = 0; o < tile.outputs(); o++) {
                for (int i = 0; i < tile.inputs(); i++) {
                    final int weight = weight(tile, i, o);
                    final boolean isOpen = weight < 0 || mask[weight] == 0;
                    cells[i][2 * o] = isOpen ? 0 : positive[weight];
                    cells[i][2 * o + 1] = isOpen ? 0 : negative[weight];
                }
            }
            final ApproximateTransfer transfer = ApproximateTransfer.of(cells, wires.lines());
            final double[][] effective =
                    wires.exact() ? TransferMatrix.of(cells, wires.lines(), 1).effective() : transfer.effective();
            for (int o = 0; o < tile.outputs(); o++) {
                for (int i = 0; i < tile.inputs(); i++) {
                    final int weight = weight(tile, i, o);
                    if (weight >= 0) {
                        positive[weight] = effective[i][2 * o];
                        negative[weight] = effective[i][2 * o + 1];
                    }
                }
            }
            for (int i = 0; i < tile.inputs(); i++) {
                System.arraycopy(
                        transfer.irDrop()[i],
                        0,
                        irDrop[tile.firstInput() + i],
                        2 * tile.firstOutput(),
                        2 * tile.outputs());
            }
        }

        private int weight(CrossbarTile tile, int i, int o) {
            return unfolding.weight(tile.firstInput() + i, tile.firstOutput() + o);
        }
    }
}
