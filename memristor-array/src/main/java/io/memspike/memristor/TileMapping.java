package io.memspike.memristor;

import io.memspike.core.LayerSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * How a layer's weight matrix, fan-in × outputs, lies on crossbar tiles. A weight is two cells side by side in one row:
 *
 * <pre>
 *              output 0    output 1          output 255
 *            ┌─────┬─────┬─────┬─────┬─   ─┬─────┬─────┐
 *  input 0 ──┤ G⁺  │ G⁻  │ G⁺  │ G⁻  │ ... │ G⁺  │ G⁻  │  a row is driven with the input's value
 *            ├─────┼─────┼─────┼─────┼─   ─┼─────┼─────┤
 *  input 1 ──┤ G⁺  │ G⁻  │ G⁺  │ G⁻  │ ... │ G⁺  │ G⁻  │
 *            ┆     ┆     ┆     ┆     ┆     ┆     ┆     ┆  512 rows × 512 columns
 *  input 511 ┤ G⁺  │ G⁻  │ G⁺  │ G⁻  │ ... │ G⁺  │ G⁻  │
 *            └──┬──┴──┬──┴──┬──┴──┬──┴─   ─┴──┬──┴──┬──┘
 *               I⁺  − I⁻    I⁺  − I⁻          I⁺  − I⁻     a column sums its cells' currents
 * </pre>
 *
 * An input is a position in the weight tensor's fan-in as files order it: (channel, kernel row, kernel column), or the
 * input of a full connection. Matrices beyond 512 inputs or 256 outputs go on to further tiles, input blocks first; the
 * partial sums of input blocks are added digitally. Layers do not share tiles.
 *
 * @param fanIn rows of the weight matrix
 * @param outputs columns of the weight matrix
 * @param tiles the tiles: for each block of outputs its blocks of inputs
 */
public record TileMapping(int fanIn, int outputs, List<CrossbarTile> tiles) {
    private static final int OUTPUTS = CrossbarTile.COLUMNS / 2;

    public TileMapping {
        tiles = List.copyOf(tiles);
    }

    /** Lays out a layer. */
    public static TileMapping of(LayerSpec.Weighted layer) {
        final List<CrossbarTile> tiles = new ArrayList<>();
        for (int output = 0; output < layer.out(); output += OUTPUTS) {
            for (int input = 0; input < layer.fanIn(); input += CrossbarTile.ROWS) {
                tiles.add(new CrossbarTile(
                        input,
                        Math.min(CrossbarTile.ROWS, layer.fanIn() - input),
                        output,
                        Math.min(OUTPUTS, layer.out() - output)));
            }
        }
        return new TileMapping(layer.fanIn(), layer.out(), tiles);
    }

    /** Position in {@link #tiles()} of the tile that holds weight {@code index} of the tensor in file order. */
    public int tile(int index) {
        final int inputBlocks = (fanIn + CrossbarTile.ROWS - 1) / CrossbarTile.ROWS;
        return index / fanIn / OUTPUTS * inputBlocks + index % fanIn / CrossbarTile.ROWS;
    }

    /** Row, on its tile, of weight {@code index}. */
    public int row(int index) {
        return index % fanIn % CrossbarTile.ROWS;
    }

    /** Column, on its tile, of the G⁺ of weight {@code index}; its G⁻ is the next column. */
    public int positiveColumn(int index) {
        return index / fanIn % OUTPUTS * 2;
    }

    /** Cells in use on all tiles, two for each weight. */
    public long usedCells() {
        return 2L * fanIn * outputs;
    }

    /** Fraction of the tiles' cells in use, in (0, 1]. */
    public double utilisation() {
        return usedCells() / ((double) tiles.size() * CrossbarTile.CELLS);
    }
}
