package io.memspike.memristor.tile.internal;

import io.memspike.core.Shape;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.matrix.Unfolding;
import java.util.List;

/**
 * Some rows of a matrix, with columns of a tile's own: any kind of matrix, as far as one tile holds it. Weights lie as
 * [columns, rows].
 *
 * @param whole the matrix
 * @param output shape of what leaves the whole
 * @param firstRow first of the rows
 * @param rows how many
 * @param out columns
 * @param inputs which input of the whole each input is, ascending
 */
record RowBlock(Unfolding whole, Shape output, int firstRow, int rows, int out, int[] inputs) implements MatrixKind {
    @Override
    public float weightScale() {
        return 1f;
    }

    @Override
    public boolean bias() {
        return false;
    }

    @Override
    public TensorSpec weight(Shape input) {
        return TensorSpec.of("weight", out, rows);
    }

    @Override
    public Shape output(List<Shape> shapes) {
        Kind.only(shapes);
        return new Shape(out, output.height(), output.width());
    }

    @Override
    public Unfolding unfolding(Shape input) {
        return new Unfolding() {
            @Override
            public int rows() {
                return rows;
            }

            @Override
            public int columns() {
                return out;
            }

            @Override
            public int positions() {
                return whole.positions();
            }

            @Override
            public int weight(int row, int column) {
                return column * rows + row;
            }

            @Override
            public int reached(int index) {
                final int[] reached = {0};
                visit(index, (row, position) -> reached[0]++);
                return reached[0];
            }

            @Override
            public void visit(int index, Visitor visitor) {
                whole.visit(inputs[index], (row, position) -> {
                    if (row >= firstRow && row < firstRow + rows) {
                        visitor.meet(row - firstRow, position);
                    }
                });
            }
        };
    }
}
