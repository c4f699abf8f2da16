package io.memspike.memristor.converter;

import io.memspike.core.RandomStream;
import io.memspike.memristor.internal.CounterGaussian;
import java.util.Arrays;

/**
 * Columns read by ADCs, one for each column. What differs between columns is drawn from (seed, layer, tile, column) and
 * stays; noise is drawn from (seed, layer, tile, read, number of the conversion). Immutable and thread-safe; what it
 * draws for a tile it keeps, and allocates nothing once each tile has been read.
 */
public final class AdcReadout implements ColumnReadout {
    private final Adc adc;
    private final double lsb; // in the unit of the sums
    private final double zero; // in LSB above the lowest code
    private final int top; // the highest code's distance from the lowest
    private final long seed;
    private final int layer;
    private final Ladder shared; // null where transitions are ideal or each column's own
    private volatile ColumnBank[] banks = {}; // by tile; a copy replaces it when one is added

    /**
     * Puts a converter to work.
     *
     * @param adc what it is like
     * @param fullScale largest sum that it tells, above 0, in the unit of the sums
     * @param seed seed of mismatch and noise
     * @param layer position of the layer in the network
     */
    public AdcReadout(Adc adc, double fullScale, long seed, int layer) {
        if (!(fullScale > 0 && fullScale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("ADC: expected a finite full scale above 0, found " + fullScale);
        }
        this.adc = adc;
        this.lsb = adc.resolution().lsb() * fullScale;
        this.zero = adc.resolution().zero();
        this.top = adc.resolution().codes() - 1;
        this.seed = seed;
        this.layer = layer;
        this.shared = isUniform() || adc.differsByColumn() ? null : Ladder.of(adc, adc.curve(), null);
    }

    private boolean isUniform() {
        return adc.resolution().bits() == 0
                || adc.circuit().isIdeal() && adc.curve().equals(TransferCurve.IDENTITY);
    }

    /** The converters' description. */
    public Adc adc() {
        return adc;
    }

    /** One LSB, in the unit of the sums. */
    public double lsb() {
        return lsb;
    }

    /** Gain factor of a column's converter; ideally 1. */
    public double gain(int tile, int column) {
        return bank(tile, column + 1).gain(column);
    }

    /** Offset of a column's converter, in LSB; ideally 0. */
    public double offsetLsb(int tile, int column) {
        return bank(tile, column + 1).offset(column) / lsb;
    }

    /** Full scale, in the unit of the sums. */
    public double fullScale() {
        return lsb / adc.resolution().lsb();
    }

    /**
     * How much a column's converter gives for a little more of a sum, as if its codes were many: the slope of its curve and of its
     * circuit's, and of what differs by chance within a circuit nothing; 0 where it clips.
     *
     * @param tile number of the tile
     * @param column number of the column
     * @param sum the sum
     */
    public double slope(int tile, int column, double sum) {
        final double full = fullScale();
        final double from = adc.resolution().polarity().from();
        final boolean isPlain = adc.errors().equals(ChannelErrors.NONE);
        final boolean isShared = isPlain && !adc.curve().differsByColumn();
        final ColumnBank bank = isShared ? null : bank(tile, column + 1);
        final double gain = isShared ? 1 : bank.gain(column);
        final double value = isShared ? sum / full : (gain * sum + bank.offset(column)) / full;
        if (!(value >= from && value <= 1)) {
            return adc.resolution().clips() ? 0 : gain;
        }
        final TransferCurve curve = isShared ? adc.curve() : bank.curve(column);
        final double bent = curve.at(value);
        return gain
                * curve.slope(value)
                * adc.circuit()
                        .slope((bent - from) / adc.resolution().polarity().span());
    }

    @Override
    public void convert(float[] sums, int positions, int columns, int tile, long read) {
        if (adc.isExact()) {
            return;
        }
        if (!adc.errors().equals(ChannelErrors.NONE)) {
            bank(tile, columns).distort(sums, positions, columns);
        }
        if (adc.thermalSigmaLsb() > 0) {
            final long key = CounterGaussian.key(bank(tile, columns).noiseSource(), read);
            final double sigma = adc.thermalSigmaLsb() * lsb;
            for (int i = 0; i < positions * columns; i++) {
                sums[i] += (float) (sigma * CounterGaussian.at(key, i));
            }
        }
        if (adc.resolution().bits() == 0) {
            bend(sums, positions * columns);
        } else if (adc.differsByColumn()) {
            count(sums, positions, columns, bank(tile, columns));
        } else if (shared != null) {
            count(sums, positions * columns);
        } else {
            round(sums, positions * columns);
        }
    }

    /** Without quantisation: curve and clipping alone. */
    private void bend(float[] sums, int n) {
        final double fullScale = fullScale();
        final double from = adc.resolution().polarity().from();
        final boolean clips = adc.resolution().clips();
        final boolean bends = !adc.curve().equals(TransferCurve.IDENTITY);
        if (!clips && !bends) {
            return;
        }
        for (int i = 0; i < n; i++) {
            final double value = sums[i] / fullScale;
            final double within = Math.min(1, Math.max(from, value));
            final double bent = bends ? adc.curve().at(within) : within;
            sums[i] = (float) ((clips ? bent : bent + (value - within)) * fullScale);
        }
    }

    /** Ideal transitions: the nearest code. */
    private void round(float[] sums, int n) {
        final double perUnit = 1 / lsb;
        final double lowest = adc.resolution().clips() ? -zero : Double.NEGATIVE_INFINITY;
        final double highest = adc.resolution().clips() ? top - zero : Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            final double code = Math.floor(sums[i] * perUnit + 0.5);
            sums[i] = (float) (Math.min(highest, Math.max(lowest, code)) * lsb);
        }
    }

    private void count(float[] sums, int n) {
        final double perUnit = 1 / lsb;
        for (int i = 0; i < n; i++) {
            sums[i] = value(shared, sums[i] * perUnit + zero);
        }
    }

    private void count(float[] sums, int positions, int columns, ColumnBank bank) {
        final double perUnit = 1 / lsb;
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < columns; c++) {
                final int i = p * columns + c;
                sums[i] = value(bank.ladder(c), sums[i] * perUnit + zero);
            }
        }
    }

    /** What the digital side takes a value for that lies {@code at} LSB above the lowest code. */
    private float value(Ladder ladder, double at) {
        if (!adc.resolution().clips() && !(at >= 0 && at <= top + 1)) {
            final double end = at < 0 ? 0 : top + 1; // beyond its ends the range goes on in even steps
            return (float) ((Math.floor(at - end + 0.5) + end - zero) * lsb);
        }
        final double within = Math.min(top + 1, Math.max(0, at));
        return (float) ((ladder.index(within) - zero) * lsb);
    }

    /** The converters of a tile, with at least that many columns. */
    private ColumnBank bank(int tile, int columns) {
        final ColumnBank[] now = banks;
        if (tile < now.length && now[tile] != null && now[tile].columns() >= columns) {
            return now[tile];
        }
        return addBank(tile, columns);
    }

    private synchronized ColumnBank addBank(int tile, int columns) {
        final ColumnBank[] grown = Arrays.copyOf(banks, Math.max(banks.length, tile + 1));
        if (grown[tile] == null || grown[tile].columns() < columns) {
            grown[tile] = new ColumnBank(adc, lsb, columns, new Place(seed, layer, tile));
            banks = grown;
        }
        return grown[tile];
    }

    /** Where a tile's draws come from. */
    record Place(long seed, int layer, int tile) {
        RandomStream column(int column) {
            return RandomStream.of(seed, "adc mismatch", layer, tile, column);
        }

        long noiseSource() {
            return RandomStream.of(seed, "adc noise", layer, tile).nextLong();
        }
    }
}
