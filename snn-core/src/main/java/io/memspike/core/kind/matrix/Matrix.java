package io.memspike.core.kind.matrix;

import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;

/**
 * A kind with weights at its place: with the shape of its input.
 *
 * @param kind what it is
 * @param input shape of what the weights meet
 */
public record Matrix(MatrixKind kind, Shape input) {
    public Matrix {
        kind.output(input);
    }

    /** A node of a graph. */
    public static Matrix of(Graph graph, String node) {
        final MatrixKind kind = (MatrixKind) graph.node(node).kind();
        return new Matrix(kind, kind.seen(graph.input(node)));
    }

    /** Shape of what leaves. */
    public Shape output() {
        return kind.output(input);
    }

    /** Number of output channels. */
    public int out() {
        return kind.out();
    }

    /** Number of weights. */
    public int weights() {
        return kind.weight(input).size();
    }

    /** Weights that meet in one output channel. */
    public int fanIn() {
        return weights() / out();
    }

    /** Extents of the weights in files. */
    public long[] weightShape() {
        return kind.weight(input).shape();
    }

    /** Factor from stored to effective weight. */
    public float weightScale() {
        return kind.weightScale();
    }

    /** The kind's name. */
    public String type() {
        return kind.type();
    }

    /** How the weights lie as a matrix. */
    public Unfolding unfolding() {
        return kind.unfolding(input);
    }
}
