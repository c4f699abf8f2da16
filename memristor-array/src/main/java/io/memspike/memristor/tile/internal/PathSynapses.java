package io.memspike.memristor.tile.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.device.ConductanceRange;
import io.memspike.memristor.device.ProgrammableDevice;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.CrossbarTile;
import io.memspike.memristor.tile.SignScheme;
import io.memspike.memristor.tile.TileMapping;
import java.util.ArrayList;
import java.util.List;

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
    private final InputBlocks blocks;
    private final List<Synapses> tiles = new ArrayList<>(); // half of what the two cells of a weight differ by
    private final List<float[]> offsets = new ArrayList<>(); // (columns) of each tile: what they have in common

    /** With what the first and the second cell of each weight add to a sum, in file order. */
    private PathSynapses(
            Matrix layer,
            ArrayGeometry geometry,
            ColumnReadout readout,
            float scale,
            float[][] parts,
            Kernels kernels) {
        this.input = layer.input();
        this.output = layer.output();
        this.mapping = TileMapping.of(layer, geometry);
        this.readout = readout;
        this.fanOut = new FanOut(layer);
        this.blocks = new InputBlocks(layer, geometry.rows());
        this.scale = scale;
        requireInputs(layer.unfolding(), input.size());
        for (int t = 0; t < mapping.tiles().size(); t++) {
            addTile(t, parts, kernels);
        }
    }

    private void addTile(int t, float[][] parts, Kernels kernels) {
        final CrossbarTile tile = mapping.tiles().get(t);
        final int block = t % blocks.count();
        final Matrix part = blocks.matrix(block, tile.outputs());
        final Unfolding whole = fanOut.unfolding();
        final Unfolding own = part.unfolding();
        final int[] rows = blocks.rows(block);
        final float[] differences = new float[part.weights()];
        final float[] common = new float[tile.outputs()];
        for (int column = 0; column < tile.outputs(); column++) {
            double sum = 0;
            for (int j = 0; j < rows.length; j++) {
                if (rows[j] >= 0) {
                    final int weight = whole.weight(rows[j], tile.firstOutput() + column);
                    sum += ((double) parts[0][weight] + parts[1][weight]) / 2;
                    differences[own.weight(j, column)] = (float) (((double) parts[0][weight] - parts[1][weight]) / 2);
                }
            }
            common[column] = (float) sum;
        }
        tiles.add(WeightedSynapses.of(part, differences, kernels));
        offsets.add(common);
    }

    /**
     * Lays an array on tiles.
     *
     * @param array the layer's memristors, written on a device of two states
     * @param geometry of two paths
     * @param readout what converts the columns' sums
     * @throws IllegalArgumentException where rows have no input, or cells do not conduct
     */
    public static PathSynapses of(
            MemristorArray array, ArrayGeometry geometry, ColumnReadout readout, Kernels kernels) {
        final ConductanceRange range = states(array).range();
        final double low = 1 / range.maxSiemens();
        final double half = (1 / range.minSiemens() - low) / 2;
        final float[][] parts = {
            parts(array.positiveSiemens(), low + half, half), parts(array.negativeSiemens(), low + half, half)
        };
        final double magnitude = range.widthSiemens() / array.siemensPerWeight();
        return new PathSynapses(
                array.layer(), geometry, readout, (float) (array.layer().weightScale() * magnitude), parts, kernels);
    }

    /**
     * The same of cells that all meet their targets.
     *
     * @param own the model's own weights
     */
    public static PathSynapses meeting(
            MemristorArray own, ArrayGeometry geometry, ColumnReadout readout, Kernels kernels) {
        requireBinary(own);
        final float[] weights = own.weights();
        final float[][] parts = new float[2][weights.length];
        for (int i = 0; i < weights.length; i++) {
            parts[0][i] = Math.signum(weights[i]);
            parts[1][i] = -parts[0][i];
        }
        final float magnitude = own.layer().weightScale() * Math.abs(weights[0]);
        return new PathSynapses(own.layer(), geometry, readout, magnitude, parts, kernels);
    }

    private static ProgrammableDevice states(MemristorArray array) {
        if (array.device() instanceof ProgrammableDevice device
                && device.range().levels() == 2
                && device.range().minSiemens() > 0) {
            return device;
        }
        throw new IllegalArgumentException(
                "paths: expected cells that were written to one of two states, as mram, found "
                        + array.device().getClass().getSimpleName());
    }

    /** Each row of each position has one input, or its cells would stand open. */
    private static void requireInputs(Unfolding unfolding, int inputs) {
        final int rows = unfolding.rows();
        final boolean[] isMet = new boolean[unfolding.positions() * rows];
        for (int i = 0; i < inputs; i++) {
            unfolding.visit(i, (row, position) -> isMet[position * rows + row] = true);
        }
        for (int at = 0; at < isMet.length; at++) {
            if (!isMet[at]) {
                throw new IllegalArgumentException(
                        "paths: expected an input of 1 or -1 for each row, found none for row " + at % rows
                                + " at position " + at / rows + ": padding has none");
            }
        }
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < unfolding.columns(); column++) {
                if (unfolding.weight(row, column) < 0) {
                    throw new IllegalArgumentException(
                            "paths: expected a weight for each row and column, found none at row " + row + ", column "
                                    + column);
                }
            }
        }
    }

    private static float[] parts(double[] siemens, double mid, double half) {
        final float[] parts = new float[siemens.length];
        for (int i = 0; i < parts.length; i++) {
            if (!(siemens[i] > 0)) {
                throw new IllegalArgumentException(
                        "paths: expected cells that conduct, found " + siemens[i] + " siemens at index " + i);
            }
            parts[i] = (float) ((mid - 1 / siemens[i]) / half);
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
                throw new IllegalArgumentException(
                        "paths: expected weights of one magnitude, none of them pruned, found " + weights[i]
                                + " beside " + weights[0] + " at index " + i);
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

    /** One session's scratch: the inputs of each block, and the sums of one tile. */
    private final class PathReader implements Reader {
        private final Reader[] readers = tiles.stream().map(Synapses::open).toArray(Reader[]::new);
        private final SpikeList[] lists = blocks.newLists();
        private final int positions = output.positions();
        private final float[] sums =
                new float[positions * mapping.convertedColumns(mapping.tiles().get(0)) + PADDING];

        @Override
        public void accumulate(SpikeList spikes, long read, float[] current) {
            requireSigns(spikes);
            if (!blocks.isWhole()) {
                blocks.split(spikes, lists);
            }
            for (int t = 0; t < readers.length; t++) {
                final CrossbarTile tile = mapping.tiles().get(t);
                final int columns = tile.outputs();
                for (int position = 0; position < positions; position++) {
                    System.arraycopy(offsets.get(t), 0, sums, position * columns, columns);
                }
                readers[t].accumulate(blocks.isWhole() ? spikes : lists[t % lists.length], read, sums);
                readout.convert(sums, positions, columns, t, read);
                for (int position = 0; position < positions; position++) {
                    final int at = position * output.channels() + tile.firstOutput();
                    for (int o = 0; o < columns; o++) {
                        current[at + o] += scale * sums[position * columns + o];
                    }
                }
            }
        }

        private void requireSigns(SpikeList spikes) {
            int next = 0;
            for (; next < spikes.size() && spikes.index(next) == next; next++) {
                final float value = spikes.value(next);
                if (value != 1f && value != -1f) {
                    throw new IllegalArgumentException(
                            "paths: expected inputs of 1 or -1, found " + value + " at input " + next);
                }
            }
            if (next < input.size()) {
                throw new IllegalArgumentException("paths: expected inputs of 1 or -1, found 0.0 at input " + next);
            }
        }
    }
}
