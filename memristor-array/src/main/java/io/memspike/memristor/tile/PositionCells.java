package io.memspike.memristor.tile;

import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.core.synapse.internal.Panelled;

/**
 * What a full connection has on its {@link PositionTiles}: weights in units of their column's scale, gains of read-outs that
 * compensate drift, and the digital scales behind the columns. Weights lie in panels of a few outputs, so that a block of inputs serves many tokens from the cache. Immutable and
 * thread-safe; sessions, and converters of other ranges, share it.
 */
public final class PositionCells {
    static final int PANEL = Panelled.PANEL; // outputs

    final int in;
    final int out;
    final int rows; // of a tile
    final float[] panels; // lead, then (out / PANEL, in, PANEL), padded with zeros
    final float[]
            gains; // (tiles below each other, out): of read-outs in front of noise and converters; null where all are 1
    final float[] scales; // of each column: from a number read to an output
    final float[] perUnit; // [out]: from what lies there to units of a column's scale; null where it lies in them

    /**
     * Lays weights on tiles.
     *
     * @param matrix a full connection
     * @param weights as they lie there, [out, in], in units of their column's scale. Not modified, not kept.
     * @param scales of each column. Not modified, not kept.
     * @param compensation gain of each output's read-out on each tile, [tiles below each other, out]; null for none. Not
     *     modified, not kept.
     * @param rows rows of a tile, at least 1
     * @throws IllegalArgumentException where it is something else, or arrays are of another length
     */
    public PositionCells(Matrix matrix, float[] weights, float[] scales, float[] compensation, int rows) {
        if (!(matrix.kind() instanceof Linear linear)
                || !linear.atPositions() && matrix.input().positions() != 1) {
            throw new IllegalArgumentException("tiles driven by tokens: expected a full connection of vectors, found "
                    + matrix.type() + " of " + matrix.input());
        }
        this.in = matrix.fanIn();
        this.out = matrix.out();
        this.rows = rows;
        final int tiles = tiles();
        if (weights.length != in * out
                || scales.length != out
                || compensation != null && compensation.length != tiles * out) {
            throw new IllegalArgumentException("tiles: expected " + in * out + " cells and " + out
                    + " scales of a connection at positions, found " + weights.length + " and " + scales.length);
        }
        this.perUnit = null;
        this.panels =
                new float[Math.addExact(CacheLine.LEAD, Math.multiplyExact(in, (out + PANEL - 1) / PANEL * PANEL))];
        for (int o = 0; o < out; o++) {
            final int column = panel(o / PANEL) + o % PANEL;
            for (int i = 0; i < in; i++) {
                panels[column + i * PANEL] = weights[o * in + i];
            }
        }
        this.scales = scales.clone();
        this.gains = compensation == null ? null : compensation.clone();
    }

    private PositionCells(PositionCells same) {
        this.in = same.in;
        this.out = same.out;
        this.rows = same.rows;
        this.panels = same.panels;
        this.perUnit = same.perUnit;
        this.scales = same.scales;
        this.gains = null;
    }

    /** The same without compensation. */
    public PositionCells uncompensated() {
        return new PositionCells(this);
    }

    /**
     * Lays synapses of a full connection at positions on tiles, weights and all: training changes these from batch to batch.
     *
     * @param lying the synapses, with effective weights. Kept: what they are set to lies on the tiles.
     * @param scales of each column, above 0. Not modified, not kept.
     * @param rows rows of a tile, at least 1
     */
    public PositionCells(Matrix matrix, WeightedSynapses lying, float[] scales, int rows) {
        if (!(lying instanceof Panelled panelled) || scales.length != matrix.out()) {
            throw new IllegalArgumentException("tiles driven by tokens: expected " + scales.length
                    + " columns of a full connection at positions, found " + matrix.type() + " of " + matrix.out());
        }
        this.in = matrix.fanIn();
        this.out = matrix.out();
        this.rows = rows;
        this.panels = panelled.panels();
        this.scales = scales.clone();
        this.gains = null;
        this.perUnit = new float[out];
        for (int o = 0; o < out; o++) {
            perUnit[o] = 1f / scales[o];
        }
    }

    /** Number of tiles, one below the other. */
    public int tiles() {
        return (in + rows - 1) / rows;
    }

    /** What lies there, [out, in], in units of each column's scale, as reads find it. A copy. */
    public float[] weights() {
        final float[] weights = new float[in * out];
        for (int o = 0; o < out; o++) {
            final int column = panel(o / PANEL) + o % PANEL;
            for (int i = 0; i < in; i++) {
                weights[o * in + i] = panels[column + i * PANEL];
            }
        }
        return weights;
    }

    /** The same with the gains of tiles and the digital scale behind each column: effective weights. A copy. */
    public float[] effective() {
        final float[] weights = weights();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= scales[i / in] * (gains == null ? 1f : gains[i % in / rows * out + i / in]);
        }
        return weights;
    }

    int panel(int number) {
        return Panelled.start(number, in);
    }
}
