package io.memspike.memristor.tile;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.synapse.internal.Panelled;
import io.memspike.memristor.converter.ColumnReadout;
import java.util.Arrays;

/**
 * A full connection at positions on tiles of so many rows, driven by the largest input of each token and read by converters of a
 * fixed range, with digital factors behind each column. Of tile t, with m the largest magnitude among a token's inputs there:
 *
 * <pre>
 *   c = round(drive · x/m),   a = gain_tj · Σ (c/drive) · v + noise,   d = what the converters tell of a,
 *   y_j = scale_j · Σ_t d · m
 * </pre>
 *
 * Halves are rounded to even; a tile that no input drives is not read. Immutable and thread-safe; readers allocate nothing.
 */
public final class PositionTiles implements Synapses {
    private static final int TOKENS = 16; // that share panels in the cache
    private static final int BLOCK = Panelled.BLOCK;

    private final Matrix matrix;
    private final PositionCells cells;
    private final int drive;
    private final ColumnReadout readout;
    private final OutputNoise noise;
    private final Kernels kernels;
    private final float range; // beyond which a sum is clipped, which readers tell; 0 where nobody asks
    private final int in;
    private final int out;
    private final int width;

    /**
     * Ideal converters of odd numbers of codes, as many of either sign.
     *
     * @param rows rows of a tile, at least 1
     * @param drive largest code of a DAC, of either sign
     * @param steps largest code of an ADC, of either sign
     * @param bound sum that it stands for, in units of a full input times a column's largest weight
     */
    public record Converters(int rows, int drive, int steps, float bound) {
        public Converters {
            if (rows < 1 || drive < 1 || steps < 1 || !(bound > 0 && bound < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("converters: expected rows, codes and a bound above 0, found rows="
                        + rows + " drive=" + drive + " steps=" + steps + " bound=" + bound);
            }
        }

        /** Its ADCs. */
        public ColumnReadout readout() {
            final double step = (double) bound / steps;
            return (sums, positions, columns, tile, read) -> {
                for (int i = 0; i < positions * columns; i++) {
                    final double clipped = Math.max(-bound, Math.min(bound, sums[i]));
                    sums[i] = (float) (Math.rint(clipped / step) * step);
                }
            };
        }
    }

    /** Noise of the sums in front of converters. Shared by all threads, but for what is opened. */
    @FunctionalInterface
    public interface OutputNoise {
        /** None. */
        OutputNoise NONE = (read, position, tile, sums, columns) -> {};

        /**
         * Adds it.
         *
         * @param read number of the read
         * @param position which token
         * @param tile which tile
         * @param sums of the columns (≥ columns). Modified.
         * @param columns how many
         */
        void add(long read, int position, int tile, float[] sums, int columns);

        /**
         * The same for one session, which may hold scratch.
         *
         * @param most most columns
         */
        default OutputNoise open(int most) {
            return this;
        }
    }

    /**
     * Such tiles with ideal converters.
     *
     * @param matrix a full connection at positions
     * @param weights as they lie there, [out, in], in units of their column's scale. Not modified, not kept.
     * @param scales of each column. Not modified, not kept.
     * @param converters what stands around the tiles
     * @param noise in front of the ADCs
     * @param kernels inner loops
     */
    public PositionTiles(
            Matrix matrix, float[] weights, float[] scales, Converters converters, OutputNoise noise, Kernels kernels) {
        this(
                matrix,
                new PositionCells(matrix, weights, scales, null, converters.rows()),
                converters.drive(),
                converters.readout(),
                noise,
                kernels);
    }

    /**
     * Such tiles.
     *
     * @param matrix a full connection
     * @param cells what lies on them
     * @param drive largest code of a DAC, of either sign; 0 drives rows exactly
     * @param readout converters of the columns of a token, told (row of tiles, read · {@value #TOKENS_OF_READ} + token)
     * @param noise in front of them
     * @param kernels inner loops
     */
    public PositionTiles(
            Matrix matrix, PositionCells cells, int drive, ColumnReadout readout, OutputNoise noise, Kernels kernels) {
        this(matrix, cells, drive, readout, 0f, noise, kernels);
    }

    /** The same where readers tell what was clipped by ideal converters, as training asks. */
    public PositionTiles(
            Matrix matrix, PositionCells cells, Converters converters, OutputNoise noise, Kernels kernels) {
        this(matrix, cells, converters.drive(), converters.readout(), converters.bound(), noise, kernels);
    }

    /**
     * The same where readers tell what was clipped.
     *
     * @param range beyond which converters clip a sum; 0 where nobody asks
     */
    public PositionTiles(
            Matrix matrix,
            PositionCells cells,
            int drive,
            ColumnReadout readout,
            float range,
            OutputNoise noise,
            Kernels kernels) {
        this.range = range;
        this.matrix = matrix;
        this.cells = cells;
        this.drive = drive;
        this.readout = readout;
        this.noise = noise;
        this.kernels = kernels;
        this.in = cells.in;
        this.out = cells.out;
        this.width = Synapses.padded(out);
    }

    /** Tokens that reads are numbered for. */
    public static final long TOKENS_OF_READ = 1L << 12;

    /** Number of tiles, one below the other. */
    public int tiles() {
        return cells.tiles();
    }

    /** What lies on them. */
    public PositionCells cells() {
        return cells;
    }

    @Override
    public Shape input() {
        return matrix.input();
    }

    @Override
    public Shape output() {
        return matrix.output();
    }

    @Override
    public Reading open() {
        return range == 0f ? new Reading() : new ClippingReading();
    }

    @Override
    public long operations(SpikeList spikes) {
        return (long) spikes.size() * out;
    }

    /** One session's way through the tiles. */
    public class Reading implements Reader {
        private final float[] driven = new float[TOKENS * in]; // inputs of tokens, then codes of their DACs
        private final float[] fullScales = new float[tiles() * TOKENS];
        private final float[] sums = new float[TOKENS * width];
        private final float[] row = new float[width]; // of one token
        private final OutputNoise drawn = noise.open(width);

        /** Codes of the DACs of the first token of the last block, [in]; parts of the largest where rows are driven exactly. */
        public float[] driven() {
            return driven;
        }

        /** Largest magnitude among the inputs of that token on a tile. */
        public float fullScale(int tile) {
            return fullScales[tile * TOKENS];
        }

        private Reading() {}

        /** Told the sums of a token on a tile before they are converted. */
        void look(int tile, int position, float[] sums) {}

        @Override
        public void accumulate(SpikeList spikes, long read, float[] current) {
            for (int from = 0; from < spikes.size(); ) {
                final int first = spikes.index(from) / in;
                final int end = (int) Math.min(Integer.MAX_VALUE, (first + (long) TOKENS) * in);
                Arrays.fill(driven, 0f);
                int to = from;
                while (to < spikes.size() && spikes.index(to) < end) {
                    driven[spikes.index(to) - first * in] = spikes.value(to);
                    to++;
                }
                final int tokens = spikes.index(to - 1) / in - first + 1;
                for (int tile = 0; tile < cells.tiles(); tile++) {
                    readTile(tile, first, tokens, read, current);
                }
                from = to;
            }
        }

        private void readTile(int tile, int first, int tokens, long read, float[] current) {
            final int firstRow = tile * cells.rows;
            final int count = Math.min(cells.rows, in - firstRow);
            for (int token = 0; token < tokens; token++) {
                fullScales[tile * TOKENS + token] = drive(token * in + firstRow, count);
            }
            Arrays.fill(sums, 0, tokens * width, 0f);
            for (int o = 0; o < out; o += PositionCells.PANEL) {
                for (int i = 0; i < count; i += BLOCK) {
                    kernels.accumulateDense(
                            cells.panels,
                            PositionCells.PANEL,
                            cells.panel(o / PositionCells.PANEL) + (firstRow + i) * PositionCells.PANEL,
                            driven,
                            firstRow + i,
                            in,
                            Math.min(BLOCK, count - i),
                            sums,
                            o,
                            width,
                            tokens,
                            Math.min(PositionCells.PANEL, out - o));
                }
            }
            for (int token = 0; token < tokens; token++) {
                if (fullScales[tile * TOKENS + token] != 0f) {
                    convert(tile, token, first + token, read, current);
                }
            }
        }

        /** Turns inputs into codes, of which the largest stands for what is handed back. */
        private float drive(int from, int count) {
            float most = 0;
            for (int i = from; i < from + count; i++) {
                most = Math.max(most, Math.abs(driven[i]));
            }
            if (most == 0f) {
                return most;
            }
            final double perUnit = (drive == 0 ? 1.0 : drive) / most;
            for (int i = from; i < from + count; i++) {
                driven[i] = (float) (drive == 0 ? driven[i] * perUnit : Math.rint(driven[i] * perUnit));
            }
            return most;
        }

        private void convert(int tile, int token, int position, long read, float[] current) {
            final float perCode = drive == 0 ? 1f : 1f / drive;
            for (int o = 0; o < out; o++) {
                row[o] = sums[token * width + o] * perCode;
            }
            for (int o = 0; cells.perUnit != null && o < out; o++) {
                row[o] *= cells.perUnit[o];
            }
            for (int o = 0; cells.gains != null && o < out; o++) {
                row[o] *= cells.gains[tile * out + o];
            }
            drawn.add(read, position, tile, row, out);
            look(tile, position, row);
            readout.convert(row, 1, out, tile, read * TOKENS_OF_READ + position);
            final float most = fullScales[tile * TOKENS + token];
            for (int o = 0; o < out; o++) {
                current[position * out + o] += row[o] * cells.scales[o] * most;
            }
        }
    }

    /** A way that remembers what was clipped. */
    private final class ClippingReading extends Reading implements ClippingReader {
        private final boolean[] clipped = new boolean[tiles() * matrix.output().size()]; // (tiles, positions, out)
        private final boolean[] isAny = new boolean[tiles()];

        @Override
        public void accumulate(SpikeList spikes, long read, float[] current) {
            for (int tile = 0; tile < isAny.length; tile++) {
                if (isAny[tile]) {
                    Arrays.fill(clipped, tile * output().size(), (tile + 1) * output().size(), false);
                    isAny[tile] = false;
                }
            }
            super.accumulate(spikes, read, current);
        }

        @Override
        void look(int tile, int position, float[] sums) {
            final int first = tile * output().size() + position * out;
            for (int o = 0; o < out; o++) {
                if (Math.abs(sums[o]) > range) {
                    clipped[first + o] = true;
                    isAny[tile] = true;
                }
            }
        }

        @Override
        public int tileInputs() {
            return cells.rows;
        }

        @Override
        public boolean pass(int tile, float[] gradient, int n, float[] passed) {
            if (!isAny[tile]) {
                return false;
            }
            final int first = tile * output().size();
            for (int i = 0; i < n; i++) {
                passed[i] = clipped[first + i] ? 0f : gradient[i];
            }
            return true;
        }
    }
}
