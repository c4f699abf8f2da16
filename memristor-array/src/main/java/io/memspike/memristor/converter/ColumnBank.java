package io.memspike.memristor.converter;

import io.memspike.core.RandomStream;

/** The converters of one tile: what differs between its columns. Immutable. */
final class ColumnBank {
    private final float[] gains; // (columns)
    private final float[] offsets; // (columns), in the unit of the sums
    private final TransferCurve[] curves; // (columns)
    private final Ladder[] ladders; // (columns), or null where all columns' transitions are the same
    private final long noiseSource;

    ColumnBank(Adc adc, double lsb, int columns, AdcReadout.Place place) {
        final ChannelErrors errors = adc.errors();
        gains = new float[columns];
        offsets = new float[columns];
        curves = new TransferCurve[columns];
        ladders = adc.differsByColumn() ? new Ladder[columns] : null;
        noiseSource = place.noiseSource();
        for (int c = 0; c < columns; c++) {
            final RandomStream stream = place.column(c);
            offsets[c] = (float) (lsb * (errors.offsetLsb() + errors.offsetSigmaLsb() * stream.nextGaussian()));
            gains[c] = (float) (1 + errors.gain() + errors.gainSigma() * stream.nextGaussian());
            curves[c] = adc.curve().ofColumn(c, stream);
            if (ladders != null) {
                ladders[c] = Ladder.of(adc, curves[c], stream);
            }
        }
    }

    int columns() {
        return gains.length;
    }

    double gain(int column) {
        return gains[column];
    }

    double offset(int column) {
        return offsets[column];
    }

    TransferCurve curve(int column) {
        return curves[column];
    }

    Ladder ladder(int column) {
        return ladders[column];
    }

    long noiseSource() {
        return noiseSource;
    }

    /** {@code sum ← gain · sum + offset}, each column with its own. */
    void distort(float[] sums, int positions, int columns) {
        for (int p = 0; p < positions; p++) {
            final int row = p * columns;
            for (int c = 0; c < columns; c++) {
                sums[row + c] = gains[c] * sums[row + c] + offsets[c];
            }
        }
    }
}
