package io.memspike.memristor.tile.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.device.ConductanceRange;
import io.memspike.memristor.device.ProgrammableDevice;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.CrossbarTile;
import io.memspike.memristor.tile.SignScheme;
import io.memspike.memristor.tile.TileMapping;
import java.util.Arrays;

/**
 * A layer of binary weights on arrays whose columns add up resistances ({@link SignScheme#PATHS}). An input of 1 takes the path of a weight's
 * first cell, one of −1 that of its second, and a tile's column comes to
 *
 * <pre>  sum = Σ (mid − R) / half,   mid = (R_H + R_L)/2,   half = (R_H − R_L)/2</pre>
 *
 * over its rows, with the resistance R of the cell in the chosen path: of cells that meet their targets, inputs that agree with their weight in
 * sign less those that do not. {@link ColumnReadout} makes numbers of the sums, tile by tile, and these are added digitally. Immutable and
 * thread-safe; readers allocate nothing after they were opened.
 */
public final class PathSynapses implements Synapses {
    private final Shape input;
    private final Shape output;
    private final TileMapping mapping;
    private final ColumnReadout readout;
    private final FanOut fanOut;
    private final float scale; // of a sum of 1
    private final int[] sources; // (positions, rows): which input meets a row at a position
    private final float[] first; // (columns, rows): what a weight's first cell adds
    private final float[] second;

    private PathSynapses(Matrix layer, ArrayGeometry geometry, ColumnReadout readout, float scale, float[][] parts) {
        this.input = layer.input();
        this.output = layer.output();
        this.mapping = TileMapping.of(layer, geometry);
        this.readout = readout;
        this.fanOut = new FanOut(layer);
        this.sources = sources(layer.unfolding(), input.size());
        this.scale = scale;
        this.first = parts[0];
        this.second = parts[1];
    }

    /**
     * Lays an array on tiles.
     *
     * @param array the layer's memristors, written on a device of two states
     * @param geometry of two paths
     * @param readout what converts the columns' sums
     * @throws IllegalArgumentException where rows have no input, or cells do not conduct
     */
    public static PathSynapses of(MemristorArray array, ArrayGeometry geometry, ColumnReadout readout) {
        final ConductanceRange range = states(array).range();
        final double low = 1 / range.maxSiemens();
        final double half = (1 / range.minSiemens() - low) / 2;
        final Unfolding unfolding = array.layer().unfolding();
        final float[][] parts = {
            parts(array.positiveSiemens(), unfolding, low + half, half),
            parts(array.negativeSiemens(), unfolding, low + half, half)
        };
        final double magnitude = range.widthSiemens() / array.siemensPerWeight();
        return new PathSynapses(
                array.layer(), geometry, readout, (float) (array.layer().weightScale() * magnitude), parts);
    }

    /**
     * The same of cells that all meet their targets.
     *
     * @param own the model's own weights
     */
    public static PathSynapses meeting(MemristorArray own, ArrayGeometry geometry, ColumnReadout readout) {
        requireBinary(own);
        final Unfolding unfolding = own.layer().unfolding();
        final float[] weights = own.weights();
        final int rows = unfolding.rows();
        final float[][] parts = new float[2][unfolding.columns() * rows];
        for (int column = 0; column < unfolding.columns(); column++) {
            for (int row = 0; row < rows; row++) {
                final float sign = Math.signum(weights[unfolding.weight(row, column)]);
                parts[0][column * rows + row] = sign;
                parts[1][column * rows + row] = -sign;
            }
        }
        return new PathSynapses(
                own.layer(), geometry, readout, own.layer().weightScale() * Math.abs(weights[0]), parts);
    }

    private static ProgrammableDevice states(MemristorArray array) {
        if (array.device() instanceof ProgrammableDevice device
                && device.range().levels() == 2
                && device.range().minSiemens() > 0) {
            return device;
        }
        throw new IllegalArgumentException("paths: expected cells that were written to one of two states, as mram, found "
                + array.device().getClass().getSimpleName());
    }

    /** Each row of each position has one input, or its cells would stand open. */
    private static int[] sources(Unfolding unfolding, int inputs) {
        final int rows = unfolding.rows();
        final int[] sources = new int[unfolding.positions() * rows];
        Arrays.fill(sources, -1);
        for (int i = 0; i < inputs; i++) {
            final int index = i;
            unfolding.visit(i, (row, position) -> sources[position * rows + row] = index);
        }
        for (int at = 0; at < sources.length; at++) {
            if (sources[at] < 0) {
                throw new IllegalArgumentException("paths: expected an input of 1 or -1 for each row, found none for row "
                        + at % rows + " at position " + at / rows + ": padding has none");
            }
        }
        return sources;
    }

    private static float[] parts(double[] siemens, Unfolding unfolding, double mid, double half) {
        final int rows = unfolding.rows();
        final float[] parts = new float[unfolding.columns() * rows];
        for (int column = 0; column < unfolding.columns(); column++) {
            for (int row = 0; row < rows; row++) {
                final int weight = unfolding.weight(row, column);
                if (weight < 0 || !(siemens[weight] > 0)) {
                    throw new IllegalArgumentException("paths: expected a cell that conducts for each row and column, found "
                            + (weight < 0 ? "no weight" : siemens[weight] + " siemens") + " at row " + row + ", column "
                            + column);
                }
                parts[column * rows + row] = (float) ((mid - 1 / siemens[weight]) / half);
            }
        }
        return parts;
    }

    /**
     * Checks what paths can hold.
     *
     * @param own the model's own weights
     * @throws IllegalArgumentException where some are pruned, or differ in their magnitude
     */
    public static void requireBinary(MemristorArray own) {
        final float[] weights = own.effectiveWeights();
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] == 0 || Math.abs(weights[i]) != Math.abs(weights[0])) {
                throw new IllegalArgumentException("paths: expected weights of one magnitude, none of them pruned, found "
                        + weights[i] + " beside " + weights[0] + " at index " + i);
            }
        }
    }

    /** Where the weights lie. */
    public TileMapping mapping() {
        return mapping;
    }

    @Override
    public Shape input() {
        return input;
    }

    @Override
    public Shape output() {
        return output;
    }

    @Override
    public long operations(SpikeList spikes) {
        return fanOut.operations(spikes);
    }

    @Override
    public Reader open() {
        return new PathReader();
    }

    /** One session's scratch: inputs as they lie in the layer, and the sums of one tile. */
    private final class PathReader implements Reader {
        private final int rows = mapping.fanIn();
        private final int positions = output.positions();
        private final boolean[] isFirst = new boolean[input.size()];
        private final float[] sums =
                new float[positions * mapping.convertedColumns(mapping.tiles().get(0)) + PADDING];

        @Override
        public void accumulate(SpikeList spikes, long read, float[] current) {
            choose(spikes);
            for (int t = 0; t < mapping.tiles().size(); t++) {
                final CrossbarTile tile = mapping.tiles().get(t);
                for (int position = 0; position < positions; position++) {
                    for (int o = 0; o < tile.outputs(); o++) {
                        sums[position * tile.outputs() + o] = sum(tile, position, tile.firstOutput() + o);
                    }
                }
                readout.convert(sums, positions, tile.outputs(), t, read);
                for (int position = 0; position < positions; position++) {
                    final int at = position * output.channels() + tile.firstOutput();
                    for (int o = 0; o < tile.outputs(); o++) {
                        current[at + o] += scale * sums[position * tile.outputs() + o];
                    }
                }
            }
        }

        private void choose(SpikeList spikes) {
            int next = 0;
            for (; next < spikes.size() && spikes.index(next) == next; next++) {
                final float value = spikes.value(next);
                if (value != 1f && value != -1f) {
                    throw new IllegalArgumentException(
                            "paths: expected inputs of 1 or -1, found " + value + " at input " + next);
                }
                isFirst[next] = value > 0;
            }
            if (next < isFirst.length) {
                throw new IllegalArgumentException("paths: expected inputs of 1 or -1, found 0.0 at input " + next);
            }
        }

        private float sum(CrossbarTile tile, int position, int column) {
            float sum = 0;
            for (int j = 0; j < tile.inputs(); j++) {
                final int row = tile.firstInput() + j;
                final float[] path = isFirst[sources[position * rows + row]] ? first : second;
                sum += path[column * rows + row];
            }
            return sum;
        }
    }
}
