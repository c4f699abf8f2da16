package io.memspike.serve.array;

import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Conv1d;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.matrix.Size;
import java.util.List;
import java.util.Locale;

/** What rows and columns of a matrix mean in its network, in words. */
final class CellPlace {
    private final Matrix matrix;
    private final Graph graph;
    private final String node;

    CellPlace(Graph graph, String node) {
        this.matrix = Matrix.of(graph, node);
        this.graph = graph;
        this.node = node;
    }

    /** What drives a row. */
    String row(int row) {
        final Size kernel = kernel();
        final Shape input = matrix.input();
        if (kernel != null) {
            final int tap = row % kernel.area();
            return String.format(
                    Locale.ROOT,
                    "channel %d, row %d and column %d of the kernel",
                    row / kernel.area(),
                    tap / kernel.width(),
                    tap % kernel.width());
        }
        if (matrix.unfolding().rows() == input.size() && input.positions() > 1) {
            final int position = row % input.positions();
            return String.format(
                    Locale.ROOT,
                    "channel %d, row %d and column %d of what enters",
                    row / input.positions(),
                    position / input.width(),
                    position % input.width());
        }
        return "value " + row + " of what enters";
    }

    private Size kernel() {
        if (matrix.kind() instanceof Conv2d conv) {
            return conv.kernel();
        }
        if (matrix.kind() instanceof ConvTranspose2d conv) {
            return conv.kernel();
        }
        return matrix.kind() instanceof Conv1d conv ? new Size(1, conv.kernel()) : null;
    }

    /** What a column drives. */
    String column(int column) {
        final List<Node> weighted = graph.nodesOf(MatrixKind.class);
        if (weighted.get(weighted.size() - 1).name().equals(node)
                && graph.shape(graph.output()).size() == matrix.unfolding().columns()) {
            return "class " + column;
        }
        return (kernel() == null ? "neuron " : "channel ") + column + " of " + node;
    }
}
