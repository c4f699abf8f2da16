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
import io.memspike.memristor.tile.CrossbarTile;
import io.memspike.memristor.tile.InputDrive;
import io.memspike.memristor.tile.InputGrid;
import io.memspike.memristor.tile.TileMapping;
import io.memspike.memristor.tile.TileReport;
import io.memspike.memristor.tile.TileSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A layer that runs tile by tile, as arrays do. In each read of a step every tile sums its block of inputs in its columns,
 * read noise is added, {@link ColumnReadout#convert} makes numbers of the sums, and the numbers are added digitally, read
 * by read and in ascending order of tiles:
 *
 * <pre>  current += weightScale · scale · step · Σ_reads weight(read) · Σ_tiles (Σ_columns factor · number − reference)</pre>
 *
 * Sums are in the unit of the array's weights, µS but for programmed arrays, times the input's value (or its pulse of 1,
 * where the drive is binary or bit-serial). A pulse has the read voltage whatever it says, so that a cell's I–V curve
 * plays no part. Slices and offset columns are cells of their own that hold the array's weights exactly. Converters get
 * the columns of a tile in groups of one column for each of its outputs: the lowest slice first, G⁺ before G⁻ where both
 * are converted; a reference column comes last. The read number that they get is {@code read · mostReads + phase}.
 *
 * <p>With {@link ColumnReadout#EXACT}, pairs in analogue cells, pulse width and a fan-in that fits one tile, currents are
 * those of {@link MemristorArray#synapses(Kernels)}, bit for bit; otherwise without noise, slicing and converters
 * they differ by the rounding of sums in another order. Immutable and thread-safe; readers allocate nothing after they were opened.
 */
public final class TiledSynapses implements Synapses {
    private final Shape input;
    private final Shape output;
    private final TileSpec spec;
    private final TileMapping mapping;
    private final InputBlocks blocks;
    private final FanOut fanOut;
    private final int[] cellsOfRow; // see ColumnCells
    private final List<Synapses> tiles;
    private final float[] factors; // of an output's columns
    private final float referenceFactor;
    private final float scale; // of numbers, besides the weight of a read

    /**
     * Lays an array on tiles.
     *
     * @param array the layer's memristors
     * @param spec how it runs
     * @param kernels inner loops
     * @throws IllegalArgumentException where devices are to make noise, but their conductances are not the array's
     */
    public TiledSynapses(MemristorArray array, TileSpec spec, Kernels kernels) {
        if (!spec.geometry().signs().addsCurrents()) {
            throw new IllegalArgumentException("tiles: expected columns that add up currents, found signs="
                    + spec.geometry().signs());
        }
        final Matrix layer = array.layer();
        this.input = layer.input();
        this.output = layer.output();
        this.spec = spec;
        this.mapping = TileMapping.of(layer, spec.geometry());
        this.blocks = new InputBlocks(layer, spec.geometry().rows());
        this.fanOut = new FanOut(layer);
        final ColumnCells cells = new ColumnCells(array, spec.geometry(), spec.noise());
        this.cellsOfRow = cells.cellsOfRow(mapping.outputBlocks());
        this.factors = cells.factors();
        this.referenceFactor = cells.referenceFactor();
        // exact sums need no unit: the scale is taken into the weights, where the core has it, too
        final float inside = spec.readout() == ColumnReadout.EXACT ? layer.weightScale() : 1f;
        this.scale = cells.scale() * (spec.readout() == ColumnReadout.EXACT ? 1f : layer.weightScale());
        this.tiles = new ArrayList<>();
        for (int t = 0; t < mapping.tiles().size(); t++) {
            tiles.add(tile(t, cells, inside, kernels));
        }
    }

    /** One tile's columns as synapses. */
    private Synapses tile(int t, ColumnCells cells, float inside, Kernels kernels) {
        final CrossbarTile tile = mapping.tiles().get(t);
        final int block = t % blocks.count();
        final int columns = mapping.convertedColumns(tile);
        final Matrix part = blocks.matrix(block, columns);
        final Unfolding whole = fanOut.unfolding();
        final int[] sources = blocks.rows(block);
        final int[] places = places(part, sources.length);
        final int apart = columns > 1 ? part.unfolding().weight(0, 1) - places[0] : 0;
        final float[] means = new float[part.weights()];
        final float[] variances = cells.isNoisy() ? new float[part.weights()] : null;
        for (int column = 0; column < columns; column++) {
            final int group = column / tile.outputs(); // after the last one comes the reference
            final int output = tile.firstOutput() + column % tile.outputs();
            for (int j = 0; j < sources.length; j++) {
                if (sources[j] >= 0) {
                    final boolean isReference = group == factors.length;
                    final int weight = isReference ? -1 : whole.weight(sources[j], output);
                    final int at = places[j] + column * apart;
                    means[at] = inside * (isReference ? cells.reference() : cells.mean(weight, group));
                    if (variances != null) {
                        variances[at] = isReference ? cells.referenceVariance() : cells.variance(weight, group);
                    }
                }
            }
        }
        final Synapses mean = WeightedSynapses.of(part, means, kernels);
        if (variances == null) {
            return mean;
        }
        final Synapses variance = WeightedSynapses.of(part, variances, kernels);
        return spec.noise().over(mean, variance, Math.abs(inside), cells.layerPosition(), t, kernels);
    }

    /** Where the weights of a block's first column lie; those of the others follow in equal distances. */
    private static int[] places(Matrix part, int rows) {
        final Unfolding unfolding = part.unfolding();
        final int[] places = new int[rows];
        Arrays.setAll(places, j -> unfolding.weight(j, 0));
        return places;
    }

    @Override
    public Shape input() {
        return input;
    }

    @Override
    public Shape output() {
        return output;
    }

    /** How the layer runs. */
    public TileSpec spec() {
        return spec;
    }

    /** Where the weights lie. */
    public TileMapping mapping() {
        return mapping;
    }

    /** What the mapping amounts to. */
    public TileReport report() {
        return new TileReport(mapping, output.positions(), spec.mostReads());
    }

    /** A counter of what steps cost; not shared between threads. */
    public TileCounter newCounter() {
        return new TileCounter(this);
    }

    /** Operations of the layer's weights, however many columns they lie in and reads they take. */
    @Override
    public long operations(SpikeList spikes) {
        return fanOut.operations(spikes);
    }

    @Override
    public Reader open() {
        return new TileReader();
    }

    FanOut fanOut() {
        return fanOut;
    }

    InputBlocks blocks() {
        return blocks;
    }

    int[] cellsOfRow() {
        return cellsOfRow;
    }

    /**
     * Codes of a step's inputs.
     *
     * @param codes (≥ spikes). Overwritten; all 1 where inputs may have any value.
     * @return the largest
     * @throws IllegalArgumentException where a value is not on the grid
     */
    int encode(SpikeList spikes, int[] codes) {
        final InputGrid grid = spec.grid();
        if (grid.isAny()) {
            Arrays.fill(codes, 0, spikes.size(), 1);
            return 1;
        }
        int largest = 0;
        for (int e = 0; e < spikes.size(); e++) {
            final int code = grid.code(spikes.value(e));
            if (code < 0) {
                throw new IllegalArgumentException("input drive: expected a multiple of " + grid.step() + " from 0 to "
                        + grid.largest() * grid.step() + ", found " + spikes.value(e) + " at input " + spikes.index(e));
            }
            codes[e] = code;
            largest = Math.max(largest, code);
        }
        return largest;
    }

    /** One session's scratch: codes, the inputs driven in a read, those of each block, and the sums of one tile. */
    private final class TileReader implements Reader {
        private final InputDrive drive = spec.geometry().drive();
        private final boolean exact = spec.readout() == ColumnReadout.EXACT;
        private final Reader[] readers = tiles.stream().map(Synapses::open).toArray(Reader[]::new);
        private final int[] codes = new int[input.size()];
        private final SpikeList pulses = new SpikeList(input.size());
        private final SpikeList[] lists = blocks.newLists();
        private final boolean plain = factors.length == 1 && referenceFactor == 0f;
        private final boolean direct = exact && plain && mapping.outputBlocks() == 1;
        private final float[] numbers = new float[output.channels()];
        private final float[] sums = new float
                [output.positions() * mapping.convertedColumns(mapping.tiles().get(0)) // the first tile is the widest
                        + PADDING];

        @Override
        public void accumulate(SpikeList spikes, long read, float[] current) {
            final InputGrid grid = spec.grid();
            final int reads = drive.reads(grid, encode(spikes, codes));
            final boolean asGiven = drive instanceof InputDrive.PulseWidth || (reads == 1 && grid.step() == 1f);
            final float unit = drive instanceof InputDrive.PulseWidth ? scale : scale * grid.step();
            for (int phase = 0; phase < reads; phase++) {
                final SpikeList driven = asGiven ? spikes : driven(spikes, phase);
                read(driven, read * spec.mostReads() + phase, unit * drive.weight(phase), current);
            }
        }

        private SpikeList driven(SpikeList spikes, int phase) {
            pulses.clear();
            for (int e = 0; e < spikes.size(); e++) {
                if (drive.isDriven(codes[e], phase)) {
                    pulses.add(spikes.index(e), 1f);
                }
            }
            return pulses;
        }

        private void read(SpikeList driven, long number, float weight, float[] current) {
            if (!blocks.isWhole()) {
                blocks.split(driven, lists);
            }
            for (int t = 0; t < readers.length; t++) {
                final SpikeList list = blocks.isWhole() ? driven : lists[t % lists.length];
                if (direct && weight == 1f) { // nothing stands between sums and currents
                    readers[t].accumulate(list, number, current);
                } else if (list.size() > 0 || !exact) { // where conversion is exact, silence adds 0
                    readTile(t, list, number, weight, current);
                }
            }
        }

        private void readTile(int t, SpikeList list, long number, float weight, float[] current) {
            final CrossbarTile tile = mapping.tiles().get(t);
            final int columns = mapping.convertedColumns(tile);
            Arrays.fill(sums, 0, output.positions() * columns, 0f);
            readers[t].accumulate(list, number, sums);
            spec.readout().convert(sums, output.positions(), columns, t, number);
            if (plain && tile.outputs() == output.channels()) {
                add(weight, sums, 0, current, 0, output.size()); // all positions at once
                return;
            }
            for (int position = 0; position < output.positions(); position++) {
                combine(tile.outputs(), position * columns);
                add(weight, numbers, 0, current, position * output.channels() + tile.firstOutput(), tile.outputs());
            }
        }

        /** Shifts and adds the groups of one position, and takes the reference off. */
        private void combine(int outputs, int from) {
            Arrays.fill(numbers, 0, outputs, 0f);
            for (int group = 0; group < factors.length; group++) {
                add(factors[group], sums, from + group * outputs, numbers, 0, outputs);
            }
            if (referenceFactor != 0f) {
                final float reference = referenceFactor * sums[from + factors.length * outputs];
                for (int o = 0; o < outputs; o++) {
                    numbers[o] -= reference;
                }
            }
        }

        private static void add(float factor, float[] from, int first, float[] to, int at, int n) {
            for (int i = 0; i < n; i++) {
                to[at + i] += factor * from[first + i];
            }
        }
    }
}
