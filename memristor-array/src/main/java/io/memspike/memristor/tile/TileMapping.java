package io.memspike.memristor.tile;

import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Unfolding;
import java.util.ArrayList;
import java.util.List;

/**
 * How a layer's weight matrix, fan-in × outputs, lies on crossbar tiles. The cells of a weight lie side by side in one
 * row: its slices, lowest first, each with its pair. Differential pairs without slices on a tile of 512 × 512:
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
 * An input is a row of the layer's {@link Unfolding}: (channel, kernel row, kernel column), or the input of a full
 * connection. Where groups see nothing of each other, pairs are disconnected. Matrices beyond a tile's rows or outputs go on to further tiles, input blocks first; the
 * partial sums of input blocks are added digitally. A reference column follows the last output's columns. Layers do not
 * share tiles; rows and columns that are left over are padding.
 *
 * @param geometry how tiles are built
 * @param fanIn rows of the weight matrix
 * @param outputs columns of the weight matrix
 * @param tiles the tiles: for each block of outputs its blocks of inputs
 */
public record TileMapping(ArrayGeometry geometry, int fanIn, int outputs, List<CrossbarTile> tiles) {
    public TileMapping {
        tiles = List.copyOf(tiles);
    }

    /** Lays a layer on tiles of {@link ArrayGeometry#PRIME}. */
    public static TileMapping of(Matrix layer) {
        return of(layer, ArrayGeometry.PRIME);
    }

    /** Lays out a layer. */
    public static TileMapping of(Matrix layer, ArrayGeometry geometry) {
        final Unfolding unfolding = layer.unfolding();
        final List<CrossbarTile> tiles = new ArrayList<>();
        for (int output = 0; output < unfolding.columns(); output += geometry.outputsPerTile()) {
            for (int input = 0; input < unfolding.rows(); input += geometry.rows()) {
                tiles.add(new CrossbarTile(
                        input,
                        Math.min(geometry.rows(), unfolding.rows() - input),
                        output,
                        Math.min(geometry.outputsPerTile(), unfolding.columns() - output)));
            }
        }
        return new TileMapping(geometry, unfolding.rows(), unfolding.columns(), tiles);
    }

    /** Blocks of inputs: tiles whose numbers are added to one output. */
    public int inputBlocks() {
        return (fanIn + geometry.rows() - 1) / geometry.rows();
    }

    /** Blocks of outputs: tiles that are driven with the same inputs. */
    public int outputBlocks() {
        return (outputs + geometry.outputsPerTile() - 1) / geometry.outputsPerTile();
    }

    /** Position in {@link #tiles()} of the tile that holds a row and a column of the matrix. */
    public int tile(int row, int column) {
        return column / geometry.outputsPerTile() * inputBlocks() + row / geometry.rows();
    }

    /** Row, on its tile, of a row of the matrix. */
    public int row(int row) {
        return row % geometry.rows();
    }

    /** Column, on its tile, of the first cell of a column of the matrix; its other cells follow in the same row. */
    public int column(int column) {
        return column % geometry.outputsPerTile() * geometry.cellsPerWeight();
    }

    /** Columns in use on a tile, with its reference column. */
    public int usedColumns(CrossbarTile tile) {
        return tile.outputs() * geometry.cellsPerWeight() + geometry.signs().references();
    }

    /** Columns, or pairs of them, of a tile that are converted in one read. */
    public int convertedColumns(CrossbarTile tile) {
        return tile.outputs() * geometry.conversionsPerOutput()
                + geometry.signs().references();
    }

    /** Cells in use on a tile. */
    public int usedCells(CrossbarTile tile) {
        return tile.inputs() * usedColumns(tile);
    }

    /** Cells in use on all tiles. */
    public long usedCells() {
        return tiles.stream().mapToLong(this::usedCells).sum();
    }

    /** Rows of all tiles that are padding. */
    public long unusedRows() {
        return tiles.stream().mapToLong(tile -> geometry.rows() - tile.inputs()).sum();
    }

    /** Columns of all tiles that are padding. */
    public long unusedColumns() {
        return tiles.stream()
                .mapToLong(tile -> geometry.columns() - usedColumns(tile))
                .sum();
    }

    /** Fraction of the tiles' cells in use, in (0, 1]. */
    public double utilisation() {
        return usedCells() / ((double) tiles.size() * geometry.cells());
    }
}
