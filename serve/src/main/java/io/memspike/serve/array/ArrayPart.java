package io.memspike.serve.array;

import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.CellFault;
import io.memspike.memristor.tile.CrossbarTile;
import io.memspike.memristor.tile.TileMapping;
import io.memspike.memristor.wire.ApproximateTransfer;
import io.memspike.memristor.wire.ColumnPairs;
import io.memspike.memristor.wire.LineResistances;
import io.memspike.serve.model.Workshop;
import io.memspike.serve.site.Part;
import io.memspike.serve.site.Request;
import io.memspike.serve.site.Site;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The part of the page called Array. */
public final class ArrayPart implements Part {
    private static final double MICROSIEMENS = 1e6;
    private static final double PERCENT = 100;
    private static final int BYTE = 255;

    private final ServedArrays arrays;

    private record Models(Map<String, List<ServedArrays.Layer>> models, List<String> devices) {}

    /** A layer: its map, counts of conductances (G⁺, G⁻, in µS) and of weights of connected pairs, and where it is cut. */
    private record Shown(
            CellMap map,
            Counts conductances,
            Counts weights,
            int pairs,
            int connected,
            int faulty,
            List<CrossbarTile> tiles,
            int tileRows,
            int tileColumns) {}

    /**
     * A cell and the other of its pair.
     *
     * @param has whether the kind has a pair there; if not, all else says nothing
     */
    private record Cell(
            boolean has,
            String rowMeaning,
            String columnMeaning,
            boolean isConnected,
            Double positiveMicrosiemens,
            Double negativeMicrosiemens,
            Double positiveTargetMicrosiemens,
            Double negativeTargetMicrosiemens,
            String positiveFault,
            String negativeFault,
            Float weight,
            Float effectiveWeight,
            int tile) {}

    /** What wires keep from the cells of a tile while all rows are driven alike: 255 is {@code mostPercent} of the drive. */
    private record Drop(CrossbarTile tile, double mostPercent, double meanPercent, byte[] cells) {}

    /** With what it needs. */
    public ArrayPart(Workshop workshop) {
        arrays = new ServedArrays(workshop.models());
    }

    @Override
    public void routes(Site site) {
        site.get("/api/array", request -> new Models(arrays.layers(), ArrayQuery.DEVICES));
        site.get("/api/array/map", request -> shown(arrays.of(ArrayQuery.of(request))));
        site.get("/api/array/cell", this::cell);
        site.get("/api/array/drop", this::drop);
    }

    private static Shown shown(MemristorArray array) {
        final TileMapping mapping = TileMapping.of(array.layer());
        final byte[] mask = array.mask();
        int connected = 0;
        for (final byte bit : mask) {
            connected += bit;
        }
        int faulty = 0;
        for (final CellFault fault : CellFault.values()) {
            faulty += fault == CellFault.NONE ? 0 : array.faults(fault);
        }
        final float[] weights = array.weights();
        final double[] counted = new double[mask.length];
        Arrays.setAll(counted, i -> mask[i] == 0 ? Double.NaN : weights[i]);
        return new Shown(
                CellMap.of(array),
                Counts.of(
                        connected(array.positiveSiemens(), mask, MICROSIEMENS),
                        connected(array.negativeSiemens(), mask, MICROSIEMENS)),
                Counts.of(counted),
                mask.length,
                connected,
                faulty,
                mapping.tiles(),
                mapping.geometry().rows(),
                mapping.geometry().outputsPerTile() * mapping.geometry().cellsPerWeight());
    }

    private static double[] connected(double[] values, byte[] mask, double factor) {
        final double[] counted = new double[mask.length];
        Arrays.setAll(counted, i -> mask[i] == 0 ? Double.NaN : factor * values[i]);
        return counted;
    }

    private Cell cell(Request request) throws Exception {
        final ArrayQuery asked = ArrayQuery.of(request);
        final MemristorArray array = arrays.of(asked);
        final Unfolding unfolding = array.layer().unfolding();
        final int row = (int) request.query("row", 0, 0, unfolding.rows() - 1L);
        final int column = (int) request.query("column", 0, 0, unfolding.columns() - 1L);
        final CellPlace place = arrays.place(asked);
        final int w = unfolding.weight(row, column);
        final int tile = TileMapping.of(array.layer()).tile(row, column);
        if (w < 0) {
            return new Cell(
                    false,
                    place.row(row),
                    place.column(column),
                    false,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    tile);
        }
        return new Cell(
                true,
                place.row(row),
                place.column(column),
                array.mask()[w] != 0,
                array.positiveSiemens()[w] * MICROSIEMENS,
                array.negativeSiemens()[w] * MICROSIEMENS,
                target(array, true, w),
                target(array, false, w),
                fault(array.fault(true, w)),
                fault(array.fault(false, w)),
                array.weights()[w],
                array.effectiveWeights()[w],
                tile);
    }

    private static Double target(MemristorArray array, boolean positive, int weight) {
        final double siemens = array.targetSiemens(positive, weight);
        return Double.isNaN(siemens) ? null : (Double) (siemens * MICROSIEMENS);
    }

    private static String fault(CellFault fault) {
        return fault == CellFault.NONE
                ? null
                : fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Drop drop(Request request) throws Exception {
        final MemristorArray array = arrays.of(ArrayQuery.of(request));
        final List<CrossbarTile> tiles = TileMapping.of(array.layer()).tiles();
        final CrossbarTile tile = tiles.get((int) request.query("tile", 0, 0, tiles.size() - 1L));
        final double ohms = ArrayQuery.number(request, "wire", 1);
        if (ohms == 0) {
            throw new IllegalArgumentException("wire: expected a resistance above 0 ohms, found 0");
        }
        final double[][] drops = ApproximateTransfer.of(
                        tile.part(ColumnPairs.of(array)), LineResistances.ofWires(ohms, ohms))
                .irDrop();
        double most = 0;
        double sum = 0;
        for (final double[] row : drops) {
            for (final double drop : row) {
                most = Math.max(most, drop);
                sum += drop;
            }
        }
        final int columns = drops[0].length;
        final byte[] cells = new byte[drops.length * columns];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (byte) (most == 0 ? 0 : Math.round(BYTE * drops[i / columns][i % columns] / most));
        }
        return new Drop(tile, PERCENT * most, PERCENT * sum / cells.length, cells);
    }
}
