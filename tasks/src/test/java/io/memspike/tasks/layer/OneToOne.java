package io.memspike.tasks.layer;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.matrix.Unfolding;
import java.util.List;

/**
 * A layer of one's own: each output sees the input at its place alone, through a weight of its own. Weights lie as [out].
 *
 * @param out number of inputs and outputs
 * @param weightScale factor from stored to effective weight
 */
public record OneToOne(int out, @Default("1") float weightScale) implements MatrixKind {
    public OneToOne {
        require(out >= 1, "oneToOne: expected at least 1 output, found out=%d", out);
        MatrixKind.requireScale(weightScale);
    }

    @Override
    public boolean bias() {
        return false;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        final Shape input = Kind.only(inputs);
        require(input.equals(Shape.vector(out)), "oneToOne: expected a vector of %d, found %s", out, input);
        return input;
    }

    @Override
    public TensorSpec weight(Shape input) {
        return TensorSpec.of("weight", out);
    }

    /** A matrix with weights on its diagonal, applied once. */
    @Override
    public Unfolding unfolding(Shape input) {
        return new Unfolding() {
            @Override
            public int rows() {
                return out;
            }

            @Override
            public int columns() {
                return out;
            }

            @Override
            public int positions() {
                return 1;
            }

            @Override
            public long operations(int at) {
                return 1;
            }

            @Override
            public int weight(int row, int column) {
                return row == column ? row : -1;
            }

            @Override
            public int reached(int at) {
                return 1;
            }

            @Override
            public void visit(int at, Visitor visitor) {
                visitor.meet(at, 0);
            }
        };
    }
}
