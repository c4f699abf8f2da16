package io.memspike.core.kind.matrix;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.TensorSpec;
import java.util.List;
import java.util.Optional;

/**
 * Full connection: of all that enters, whose spatial input is flattened and channel-first in files; or of the channels of each
 * position by itself, with the same weights at all of them, as tokens have it. Weights lie as [out, in].
 *
 * @param out outputs, of each position where there are several
 * @param weightScale factor from stored to effective weight
 * @param bias whether each output has a number of its own added
 * @param atPositions whether each position is connected by itself
 */
public record Linear(
        int out,
        @Default("1") float weightScale,
        @Default("false") boolean bias,
        @Default("false") boolean atPositions) implements MatrixKind {
    /** Without bias, of all that enters. */
    public Linear(int out, float weightScale) {
        this(out, weightScale, false);
    }

    /** Of all that enters. */
    public Linear(int out, float weightScale, boolean bias) {
        this(out, weightScale, bias, false);
    }

    public Linear {
        require(out >= 1, "linear: expected at least 1 output, found out=%d", out);
        MatrixKind.requireScale(weightScale);
    }

    @Override
    public Optional<Shape> fixedOutput() {
        return atPositions ? Optional.empty() : Optional.of(Shape.vector(out));
    }

    @Override
    public Shape output(List<Shape> inputs) {
        final Shape input = Kind.only(inputs);
        return atPositions ? new Shape(out, input.height(), input.width()) : Shape.vector(out);
    }

    @Override
    public TensorSpec weight(Shape input) {
        return TensorSpec.of("weight", out, atPositions ? input.channels() : input.size());
    }

    @Override
    public Unfolding unfolding(Shape input) {
        return atPositions ? new PositionUnfolding(input, out) : Unfolding.full(input, out);
    }
}
