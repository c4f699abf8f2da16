package io.memspike.memristor.energy;

import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.device.ConductanceRange;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.CrossbarTile;
import io.memspike.memristor.tile.TileMapping;

/**
 * Energy and time of one read of a layer whose columns add up resistances ({@link io.memspike.memristor.tile.SignScheme#PATHS}), which charge
 * a capacitor until it has half of the supply:
 *
 * <pre>
 *   columns     C · V² each, whatever their resistance
 *   converters  figure of merit of a ramp · 2ᵇ each: a counter runs while the capacitor charges
 *   rows        C_line · cells of a row · V_line² for each row of each array
 *   additions   an integer addition for each column's number
 *   seconds     positions · rows of an array · R_H · C · ln 2, the slowest a column can be; all arrays at once
 * </pre>
 *
 * <p>Jung et al., Nature 601, 211 (2022), charge columns so and tell the time. Its supply and capacitors are not taken from there: {@link
 * #ASSUMED} is 0.8 V and 50 fF, both assumptions. All else is {@link EnergyConstants}.
 *
 * @param volts supply, above 0
 * @param farads capacitor of a column, above 0
 */
public record PathEnergy(double volts, double farads) {
    /** 0.8 V and 50 fF: assumptions. */
    public static final PathEnergy ASSUMED = new PathEnergy(0.8, 50e-15);

    /**
     * What one read of a layer takes; the components say what.
     *
     * @param columnJoules charging columns
     * @param converterJoules telling times
     * @param rowJoules choosing paths
     * @param additionJoules adding partial sums
     * @param seconds duration
     */
    public record Read(
            double columnJoules, double converterJoules, double rowJoules, double additionJoules, double seconds) {
        /** All of it. */
        public double joules() {
            return columnJoules + converterJoules + rowJoules + additionJoules;
        }
    }

    public PathEnergy {
        if (!(volts > 0 && volts < Double.POSITIVE_INFINITY && farads > 0 && farads < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "paths: expected a supply above 0 V and capacitors above 0 F, found " + volts + " and " + farads);
        }
    }

    /**
     * One read.
     *
     * @param matrix the layer
     * @param geometry of two paths
     * @param range the two states
     * @param bits of a converter, 1 to 16
     * @param constants what else takes energy
     */
    public Read of(Matrix matrix, ArrayGeometry geometry, ConductanceRange range, int bits, EnergyConstants constants) {
        final TileMapping mapping = TileMapping.of(matrix, geometry);
        final int positions = matrix.output().positions();
        long columns = 0;
        long rowCells = 0;
        int rows = 0;
        for (final CrossbarTile tile : mapping.tiles()) {
            columns += mapping.convertedColumns(tile);
            rowCells += mapping.usedCells(tile);
            rows = Math.max(rows, tile.inputs());
        }
        final double lineVolts = constants.of(EnergyConstant.LINE_VOLTS);
        return new Read(
                positions * columns * farads * volts * volts,
                positions * columns * constants.of(EnergyConstant.RAMP_STEP_JOULES) * (1 << bits),
                positions * rowCells * constants.of(EnergyConstant.LINE_FARADS_PER_CELL) * lineVolts * lineVolts,
                positions * columns * constants.of(EnergyConstant.INTEGER_ADD_JOULES),
                positions * (rows / range.minSiemens()) * farads * Math.log(2));
    }
}
