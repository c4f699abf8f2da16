package io.memspike.core.kind.matrix;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.internal.SparseUnfolding;
import java.util.List;

/**
 * Single connections, each with a weight and a delay of its own:
 *
 * <pre>  current(to, t) = Σ weight · x(from, t − delay)</pre>
 *
 * with the contributions to one output in ascending order of delay, then of input. What the weights meet is what entered in
 * the last steps, the latest first ({@link #seen}). Weights lie as [connections], in their order; no two connections have
 * the same ends and delay.
 *
 * @param out outputs
 * @param connections which input leads where, and when
 * @param weightScale factor from stored to effective weight
 * @param bias whether each output has a number of its own added
 */
public record Sparse(
        int out,
        Connections connections,
        @Default("1") float weightScale,
        @Default("false") boolean bias) implements MatrixKind {
    /** Without bias. */
    public Sparse(int out, Connections connections) {
        this(out, connections, 1f, false);
    }

    public Sparse {
        require(out >= 1, "sparse: expected at least 1 output, found out=%d", out);
        for (int c = 0; c < connections.count(); c++) {
            require(
                    connections.to()[c] < out,
                    "sparse: connection %d: expected it to lead to one of %d outputs, found %d",
                    c,
                    out,
                    connections.to()[c]);
        }
        MatrixKind.requireScale(weightScale);
    }

    @Override
    public int delay() {
        return connections.longest();
    }

    @Override
    public Shape output(List<Shape> inputs) {
        final Shape input = Kind.only(inputs);
        require(
                input.size() * (connections.longest() + 1L) <= Integer.MAX_VALUE,
                "sparse: expected fewer than 2^31 inputs in the steps of the longest delay, found %d of %s",
                connections.longest(),
                input);
        for (int c = 0; c < connections.count(); c++) {
            require(
                    connections.from()[c] < input.size(),
                    "sparse: connection %d: expected it to come from an input of %s, found %d",
                    c,
                    input,
                    connections.from()[c]);
        }
        return Shape.vector(out);
    }

    @Override
    public TensorSpec weight(Shape input) {
        return TensorSpec.of("weight", connections.count());
    }

    @Override
    public Unfolding unfolding(Shape input) {
        return new SparseUnfolding(this, input);
    }
}
