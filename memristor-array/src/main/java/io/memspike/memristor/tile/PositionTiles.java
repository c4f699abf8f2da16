package io.memspike.memristor.tile;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import java.util.Arrays;

/**
 * A full connection at positions on tiles of so many rows, driven by the largest input of each token and read by converters of a
 * fixed range, with a digital scale behind each column. Of tile t, with m the largest magnitude among a token's inputs there:
 *
 * <pre>
 *   c = round(drive · x/m),   a = Σ (c/drive) · v + noise,   d = round(steps · clip(a/bound)),
 *   y_j = scale_j · Σ_t d · (bound/steps) · m
 * </pre>
 *
 * Halves are rounded to even; a tile that no input drives is not read. Immutable and thread-safe.
 */
public final class PositionTiles implements Synapses {
    private final Matrix matrix;
    private final Converters converters;
    private final float[] rows; // (in, width): what lies on the tiles, in units of each column's scale
    private final float[] scales; // of each column
    private final OutputNoise noise;
    private final Kernels kernels;
    private final int in;
    private final int out;
    private final int width;

    /**
     * What stands around a tile.
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
    }

    /** Noise of the sums in front of converters. Stateless. */
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
    }

    /**
     * Such tiles.
     *
     * @param matrix a full connection at positions
     * @param cells weights as they lie there, [out, in], in units of their column's scale. Not modified, not kept.
     * @param scales of each column. Not modified, not kept.
     * @param converters what stands around the tiles
     * @param noise in front of the ADCs
     * @param kernels inner loops
     */
    public PositionTiles(
            Matrix matrix, float[] cells, float[] scales, Converters converters, OutputNoise noise, Kernels kernels) {
        this.matrix = matrix;
        this.converters = converters;
        this.noise = noise;
        this.kernels = kernels;
        this.in = matrix.input().channels();
        this.out = matrix.out();
        this.width = Synapses.padded(out);
        if (cells.length != in * out || scales.length != out) {
            throw new IllegalArgumentException("tiles: expected " + in * out + " cells and " + out
                    + " scales of a connection at positions, found " + cells.length + " and " + scales.length);
        }
        this.scales = scales.clone();
        this.rows = new float[in * width];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                rows[i * width + o] = cells[o * in + i];
            }
        }
    }

    /** Number of tiles, one below the other. */
    public int tiles() {
        return (in + converters.rows() - 1) / converters.rows();
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
        return new Reading();
    }

    @Override
    public boolean isRepeatable() {
        return noise == OutputNoise.NONE;
    }

    @Override
    public long operations(SpikeList spikes) {
        return (long) spikes.size() * out;
    }

    /** One session's way through the tiles, with the codes of the token that was read last. */
    public final class Reading implements Reader {
        private final float[] driven = new float[in]; // inputs of a token, then codes of its DACs
        private final float[] converted = new float[tiles() * width]; // codes of its ADCs
        private final float[] fullScales = new float[tiles()];
        private final float[] sums = new float[width];

        /** Codes of the DACs, [in]. Not to be modified. */
        public float[] driven() {
            return driven;
        }

        /** Code of an ADC. */
        public float converted(int tile, int column) {
            return converted[tile * width + column];
        }

        /** Largest magnitude among a tile's inputs. */
        public float fullScale(int tile) {
            return fullScales[tile];
        }

        @Override
        public void accumulate(SpikeList spikes, long read, float[] current) {
            for (int from = 0; from < spikes.size(); ) {
                final int position = spikes.index(from) / in;
                Arrays.fill(driven, 0f);
                int to = from;
                while (to < spikes.size() && spikes.index(to) < (position + 1) * in) {
                    driven[spikes.index(to) - position * in] = spikes.value(to);
                    to++;
                }
                for (int tile = 0; tile < tiles(); tile++) {
                    readTile(tile, position, read, current);
                }
                for (int o = 0; o < out; o++) {
                    current[position * out + o] *= scales[o];
                }
                from = to;
            }
        }

        private void readTile(int tile, int position, long read, float[] current) {
            final int first = tile * converters.rows();
            final int count = Math.min(converters.rows(), in - first);
            float most = 0;
            for (int i = first; i < first + count; i++) {
                most = Math.max(most, Math.abs(driven[i]));
            }
            fullScales[tile] = most;
            Arrays.fill(converted, tile * width, (tile + 1) * width, 0f);
            if (most == 0) {
                return;
            }
            for (int i = first; i < first + count; i++) {
                driven[i] = (float) Math.rint((double) driven[i] / most * converters.drive());
            }
            Arrays.fill(sums, 0f);
            kernels.accumulateDense(rows, width, first * width, driven, first, in, count, sums, 0, width, 1, width);
            for (int o = 0; o < out; o++) {
                sums[o] /= converters.drive();
            }
            noise.add(read, position, tile, sums, out);
            final double step = (double) converters.bound() / converters.steps();
            for (int o = 0; o < out; o++) {
                final double clipped = Math.max(-converters.bound(), Math.min(converters.bound(), sums[o]));
                final float code = (float) Math.rint(clipped / step);
                converted[tile * width + o] = code;
                current[position * out + o] += (float) (code * step * most);
            }
        }
    }
}
