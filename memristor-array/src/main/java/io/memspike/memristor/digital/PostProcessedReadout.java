package io.memspike.memristor.digital;

import io.memspike.memristor.converter.AdcReadout;
import io.memspike.memristor.converter.ColumnReadout;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns whose codes are processed digitally before they go on. Immutable and thread-safe.
 */
public final class PostProcessedReadout implements ColumnReadout {
    private final ColumnReadout converters;
    private final double inputLsb;
    private final double outputLsb;
    private final List<ColumnOperation> operations;

    /**
     * Puts operations behind converters.
     *
     * @param converters give whole multiples of {@code inputLsb}; the nearest is taken
     * @param inputLsb value of one input code, above 0, in the unit of the sums
     * @param outputLsb value of one output code, above 0, in the unit of the sums
     * @param operations one for each tile
     */
    public PostProcessedReadout(
            ColumnReadout converters, double inputLsb, double outputLsb, List<? extends ColumnOperation> operations) {
        ColumnAffine.requireLsb(inputLsb);
        ColumnAffine.requireLsb(outputLsb);
        this.converters = converters;
        this.inputLsb = inputLsb;
        this.outputLsb = outputLsb;
        this.operations = List.copyOf(operations);
    }

    /**
     * What undoes gain and offset of each column's converter, {@code code / gain − offset / gain}, as a calibration that
     * knows them would: in floating point.
     *
     * @param adc the converters
     * @param tile the tile
     * @param columns number of its columns
     */
    public static ColumnAffine correction(AdcReadout adc, int tile, int columns) {
        final double[] scales = new double[columns];
        final double[] offsets = new double[columns];
        for (int c = 0; c < columns; c++) {
            scales[c] = 1 / adc.gain(tile, c);
            offsets[c] = -adc.offsetLsb(tile, c) / adc.gain(tile, c);
        }
        return new ColumnAffine(scales, offsets, false);
    }

    /**
     * Converters of a layer with that correction behind them, codes for codes.
     *
     * @param adc the converters
     * @param columns number of columns of each tile
     * @param format widths of the digital unit; null corrects in floating point
     */
    public static PostProcessedReadout correcting(AdcReadout adc, List<Integer> columns, UnitFormat format) {
        final List<ColumnOperation> operations = new ArrayList<>();
        for (int tile = 0; tile < columns.size(); tile++) {
            final ColumnAffine exact = correction(adc, tile, columns.get(tile));
            operations.add(format == null ? exact : NearMemoryUnit.nearest(format, exact, Overflow.SATURATE));
        }
        return new PostProcessedReadout(adc, adc.lsb(), adc.lsb(), operations);
    }

    @Override
    public void convert(float[] sums, int positions, int columns, int tile, long read) {
        if (tile >= operations.size() || columns > operations.get(tile).columns()) {
            throw new IllegalArgumentException("digital unit: expected one for each of " + columns + " columns of tile "
                    + tile + ", found "
                    + (tile >= operations.size() ? 0 : operations.get(tile).columns()));
        }
        converters.convert(sums, positions, columns, tile, read);
        final ColumnOperation operation = operations.get(tile);
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < columns; c++) {
                final int i = p * columns + c;
                final int code = (int) Math.floor(sums[i] / inputLsb + 0.5);
                sums[i] = (float) (operation.result(c, code) * outputLsb);
            }
        }
    }
}
