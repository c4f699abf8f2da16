package io.memspike.core.kind.matrix;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.TensorSpec;
import java.util.List;
import java.util.Optional;

/**
 * Full connection. A spatial input is flattened; files hold it channel-first. Weights lie as [out, in].
 *
 * @param out outputs
 * @param weightScale factor from stored to effective weight
 * @param bias whether each output has a number of its own added
 */
public record Linear(
        int out,
        @Default("1") float weightScale,
        @Default("false") boolean bias) implements MatrixKind {
    /** Without bias. */
    public Linear(int out, float weightScale) {
        this(out, weightScale, false);
    }

    public Linear {
        require(out >= 1, "linear: expected at least 1 output, found out=%d", out);
        MatrixKind.requireScale(weightScale);
    }

    @Override
    public Optional<Shape> fixedOutput() {
        return Optional.of(Shape.vector(out));
    }

    @Override
    public Shape output(List<Shape> inputs) {
        Kind.only(inputs);
        return Shape.vector(out);
    }

    @Override
    public TensorSpec weight(Shape input) {
        return TensorSpec.of("weight", out, input.size());
    }

    @Override
    public Unfolding unfolding(Shape input) {
        return Unfolding.full(input, out);
    }
}
