package io.memspike.serve.digit;

import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.hardware.Placed;
import java.util.List;

/**
 * The column of the array behind a neuron, as its terminals see it.
 *
 * @param node name of the weights
 * @param type their kind
 * @param column which column of the matrix: the neuron's channel
 * @param channels channels of what the weights meet
 * @param height rows of what they meet at once
 * @param width columns of that
 * @param weights effective, channel by channel and row by row
 * @param connected whether each is, as 0 and 1
 * @param positive conductance of each pair's positive cell in µS; null where the weights lie in memory
 * @param negative of its negative cell
 */
record NeuronWeights(
        String node,
        String type,
        int column,
        int channels,
        int height,
        int width,
        float[] weights,
        byte[] connected,
        float[] positive,
        float[] negative) {
    private static final double MICRO = 1e6;

    /** Name of the node whose weights a node of neurons sums; null where none is found straight before it. */
    static String behind(Graph graph, String neurons) {
        String at = neurons;
        while (true) {
            final List<Edge> into = graph.into(at, 0);
            if (into.isEmpty()) {
                return null;
            }
            at = into.get(0).from();
            if (graph.node(at).kind() instanceof MatrixKind) {
                return at;
            }
            if (!graph.shape(at).equals(graph.shape(neurons))) { // pooled, or joined: no column of its own
                return null;
            }
        }
    }

    /**
     * The weights behind a neuron.
     *
     * @throws IllegalArgumentException where there is no such neuron, or no weights straight before it
     */
    static NeuronWeights of(Prepared prepared, String neurons, int neuron) {
        final Graph graph = prepared.network().graph();
        if (!graph.has(neurons) || behind(graph, neurons) == null) {
            throw new IllegalArgumentException("node: expected neurons behind weights, found none of that name");
        }
        final Shape shape = graph.shape(neurons);
        if (neuron < 0 || neuron >= shape.size()) {
            throw new IllegalArgumentException("neuron: expected 0 to " + (shape.size() - 1) + ", found " + neuron);
        }
        final String name = behind(graph, neurons);
        final Node node = graph.node(name);
        final Matrix matrix = Matrix.of(graph, name);
        final int column = neuron % shape.channels(); // channel-last
        final Unfolding lies = matrix.unfolding();
        final Placed placed = prepared.placed();
        final MemristorArray cells = placed.placement().isDigital(name) ? null : placed.cells(node, matrix);
        final float[] effective = cells == null ? prepared.model().effective(name) : cells.effectiveWeights();
        final byte[] mask = prepared.model().masks().get(name);
        final int rows = lies.rows();
        final float[] weights = new float[rows];
        final byte[] connected = new byte[rows];
        final float[] positive = cells == null ? null : new float[rows];
        final float[] negative = cells == null ? null : new float[rows];
        final double[] up = cells == null ? null : cells.positiveSiemens(); // of all pairs, copied
        final double[] down = cells == null ? null : cells.negativeSiemens();
        for (int row = 0; row < rows; row++) {
            final int index = lies.weight(row, column);
            if (index < 0) {
                continue; // no cell there
            }
            weights[row] = effective[index];
            connected[row] = mask == null ? 1 : mask[index];
            if (cells != null) {
                positive[row] = (float) (MICRO * up[index]);
                negative[row] = (float) (MICRO * down[index]);
            }
        }
        final Shape met = met(matrix, rows);
        return new NeuronWeights(
                name,
                matrix.type(),
                column,
                met.channels(),
                met.height(),
                met.width(),
                weights,
                connected,
                positive,
                negative);
    }

    /** What rows meet at one position: a kernel's window, all of the input, or else one row beside the other. */
    private static Shape met(Matrix matrix, int rows) {
        if (matrix.kind() instanceof Conv2d) {
            final long[] extents = matrix.weightShape();
            final int high = (int) extents[2];
            final int wide = (int) extents[3];
            if (rows % (high * wide) == 0) {
                return new Shape(rows / (high * wide), high, wide);
            }
        }
        return matrix.input().size() == rows ? matrix.input() : new Shape(1, 1, rows);
    }
}
