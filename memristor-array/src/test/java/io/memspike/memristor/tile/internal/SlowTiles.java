package io.memspike.memristor.tile.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.SlowMatrix;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.CrossbarTile;
import io.memspike.memristor.tile.InputDrive;
import io.memspike.memristor.tile.SignScheme;
import io.memspike.memristor.tile.TileMapping;
import io.memspike.memristor.tile.TileSpec;
import java.util.HashMap;
import java.util.Map;

/**
 * The slow, obvious twin of {@link TiledSynapses} and {@link TileCounter}: every read of every tile at every position
 * visits every cell, in double, and counts what it does. Converters are a gain and an offset for each column.
 */
final class SlowTiles {
    private final MemristorArray array;
    private final SlowMatrix matrix;
    private final byte[] mask;
    private final float[] weights;
    private final TileSpec spec;
    private final TileMapping mapping;
    private final double[] positive;
    private final double[] negative;
    private final double largest;

    /** What one read made of all outputs, and how much of rounding and noise it can hold. */
    static final class Result {
        final double[] current;
        final double[] magnitude; // Σ of the magnitudes of everything added
        final double[] variance; // for read noise of sigma 1
        final TileCounts counts = new TileCounts();

        Result(int size) {
            current = new double[size];
            magnitude = new double[size];
            variance = new double[size];
        }
    }

    /** Number of a column's sum. */
    interface Converter {
        double convert(double sum, int tile, int column);
    }

    SlowTiles(MemristorArray array, TileSpec spec) {
        this.array = array;
        this.matrix = new SlowMatrix(array.layer());
        this.mask = array.mask();
        this.weights = array.weights();
        this.spec = spec;
        this.mapping = TileMapping.of(array.layer(), spec.geometry());
        this.positive = array.positiveSiemens();
        this.negative = array.negativeSiemens();
        double most = 0;
        for (int i = 0; i < positive.length; i++) {
            most = mask[i] == 1 ? Math.max(most, Math.abs(weights[i])) : most;
        }
        this.largest = most;
    }

    Result read(SpikeList spikes, Converter converter) {
        final Shape output = array.layer().output();
        final Result result = new Result(output.size());
        final Map<Integer, Float> values = new HashMap<>();
        int most = 0;
        for (int e = 0; e < spikes.size(); e++) {
            values.put(spikes.index(e), spikes.value(e));
            most = Math.max(most, Math.round(spikes.value(e) / spec.grid().step()));
        }
        final int reads = reads(most);
        final int[] numbers = new int[output.size()];
        for (int phase = 0; phase < reads; phase++) {
            for (int t = 0; t < mapping.tiles().size(); t++) {
                for (int position = 0; position < output.positions(); position++) {
                    readTile(values, phase, t, position, converter, result, numbers);
                }
            }
        }
        result.counts.steps = 1;
        for (final int n : numbers) {
            result.counts.additions += n - 1;
        }
        return result;
    }

    private int reads(int mostCode) {
        final InputDrive drive = spec.geometry().drive();
        if (drive instanceof InputDrive.PulseWidth) {
            return 1;
        }
        if (drive instanceof InputDrive.Binary) {
            return Math.max(1, mostCode);
        }
        return Integer.toBinaryString(spec.grid().largest()).length();
    }

    /** Length of the pulse on a row: in units of the value for pulse width, else 0 or 1. */
    private double pulse(float value, int phase) {
        final InputDrive drive = spec.geometry().drive();
        if (drive instanceof InputDrive.PulseWidth) {
            return value;
        }
        final int code = Math.round(value / spec.grid().step());
        if (drive instanceof InputDrive.Binary) {
            return phase < code ? 1 : 0;
        }
        return code / (1 << phase) % 2;
    }

    private void readTile(
            Map<Integer, Float> values,
            int phase,
            int t,
            int position,
            Converter converter,
            Result result,
            int[] numbers) {
        final CrossbarTile tile = mapping.tiles().get(t);
        final SignScheme signs = spec.geometry().signs();
        final int perOutput = spec.geometry().slices() * (signs == SignScheme.DIFFERENTIAL_DIGITAL ? 2 : 1);
        final boolean offset = signs == SignScheme.OFFSET_COLUMN;
        final int columns = tile.outputs() * perOutput + (offset ? 1 : 0);
        final double[] sums = new double[columns];
        final double[] magnitudes = new double[columns];
        final double[] powers = new double[columns];
        boolean driven = false;
        for (int row = tile.firstInput(); row < tile.firstInput() + tile.inputs(); row++) {
            final float value = values.getOrDefault(matrix.source(row, position), 0f);
            final double pulse = pulse(value, phase);
            if (pulse == 0) {
                continue;
            }
            driven = true;
            result.counts.rowActivations++;
            countCells(tile, row, value, result.counts);
            for (int column = 0; column < columns; column++) {
                final double[] cells = offset && column == columns - 1
                        ? new double[] {reference()}
                        : cells(tile.firstOutput() + column % tile.outputs(), row, column / tile.outputs());
                for (int cell = 0; cell < cells.length; cell++) {
                    sums[column] += pulse * (cell == 0 ? cells[cell] : -cells[cell]);
                    magnitudes[column] += Math.abs(pulse * cells[cell]);
                    powers[column] += pulse * pulse * cells[cell] * cells[cell];
                }
            }
        }
        result.counts.reads++;
        result.counts.conversions += columns;
        result.counts.silentConversions += driven ? 0 : columns;
        for (int o = 0; o < tile.outputs(); o++) {
            final int at = position * array.layer().out() + tile.firstOutput() + o;
            for (int c = 0; c < perOutput + (offset ? 1 : 0); c++) {
                final boolean isReference = c == perOutput;
                final int column = isReference ? columns - 1 : c * tile.outputs() + o;
                final double factor = factor(isReference ? perOutput - 1 : c) * (isReference ? -1 : 1) * unit(phase);
                result.current[at] += factor * converter.convert(sums[column], t, column);
                result.magnitude[at] += Math.abs(factor)
                        * (Math.abs(converter.convert(magnitudes[column], t, column)) + magnitudes[column]);
                result.variance[at] += factor * factor * powers[column];
                numbers[at]++;
            }
        }
    }

    /** Connected cells of a driven row. */
    private void countCells(CrossbarTile tile, int row, float value, TileCounts counts) {
        final ArrayGeometry geometry = spec.geometry();
        final boolean offset = geometry.signs() == SignScheme.OFFSET_COLUMN;
        long cells = offset ? 1 : 0;
        for (int o = tile.firstOutput(); o < tile.firstOutput() + tile.outputs(); o++) {
            if (offset || isConnected(matrix.weight(row, o))) {
                cells += (long) geometry.slices() * (offset ? 1 : 2);
            }
        }
        counts.cellsRead += cells;
        counts.cellPulses += cells
                * (geometry.drive() instanceof InputDrive.PulseWidth
                        ? spec.grid().isAny()
                                ? Math.abs(value)
                                : value / spec.grid().step()
                        : 1.0);
    }

    /** Conductances, in the unit of weights, that one converted column has in a row, the second subtracted. */
    private double[] cells(int output, int row, int column) {
        final int weight = matrix.weight(row, output);
        final boolean connected = isConnected(weight);
        final boolean digital = spec.geometry().signs() == SignScheme.DIFFERENTIAL_DIGITAL;
        if (spec.geometry().signs() == SignScheme.OFFSET_COLUMN) {
            final double w = connected ? weights[weight] : 0;
            if (!spec.geometry().slicing().isPresent()) {
                return new double[] {largest + w};
            }
            return new double[] {digit(code(w) + (1 << bits()), column)};
        }
        double plus = connected ? positive[weight] / array.siemensPerWeight() : 0;
        double minus = connected ? negative[weight] / array.siemensPerWeight() : 0;
        if (spec.geometry().slicing().isPresent()) {
            final int code = connected ? code(weights[weight]) : 0;
            plus = digit(Math.max(0, code), digital ? column / 2 : column);
            minus = digit(Math.max(0, -code), digital ? column / 2 : column);
        }
        return digital ? new double[] {column % 2 == 0 ? plus : minus} : new double[] {plus, minus};
    }

    private boolean isConnected(int weight) {
        return weight >= 0 && mask[weight] == 1;
    }

    private int bits() {
        return spec.geometry().slicing().weightBits();
    }

    private int code(double w) {
        return (int) (Math.signum(w) * Math.round(Math.abs(w) / largest * ((1 << bits()) - 1)));
    }

    /** What a cell has that holds one digit of a code. */
    private double digit(int code, int slice) {
        final int levels = 1 << spec.geometry().slicing().bitsPerCell();
        int rest = code;
        for (int s = 0; s < slice; s++) {
            rest /= levels;
        }
        return rest % levels * largest / (levels - 1);
    }

    private double reference() {
        return spec.geometry().slicing().isPresent()
                ? digit(1 << bits(), spec.geometry().slices() - 1)
                : largest;
    }

    private double factor(int column) {
        final boolean digital = spec.geometry().signs() == SignScheme.DIFFERENTIAL_DIGITAL;
        double factor = digital && column % 2 == 1 ? -1 : 1;
        if (spec.geometry().slicing().isPresent()) {
            final double levels = 1 << spec.geometry().slicing().bitsPerCell();
            factor *= Math.pow(levels, digital ? column / 2 : column) * (levels - 1) / ((1 << bits()) - 1);
        }
        return factor;
    }

    private double unit(int phase) {
        final InputDrive drive = spec.geometry().drive();
        final double step =
                drive instanceof InputDrive.PulseWidth ? 1 : spec.grid().step();
        return array.layer().weightScale() * step * (drive instanceof InputDrive.BitSerial ? 1 << phase : 1);
    }
}
