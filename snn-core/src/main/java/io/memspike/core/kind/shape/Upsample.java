package io.memspike.core.kind.shape;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.matrix.Size;
import java.util.List;

/**
 * More positions of what enters: output row y lies at input row {@code s = (y + 1/2)/factor − 1/2}, columns alike.
 *
 * <ul>
 *   <li>nearest: the value of row {@code ⌊y/factor⌋}
 *   <li>bilinear: with {@code s} not below 0, its whole part i and its fraction f, {@code (1 − f) · row i + f · row i + 1}, the
 *       last row going on beyond the edge; columns first, then rows (PyTorch's {@code align_corners = False})
 *   <li>corners: the same with {@code s = y · (rows − 1)/(rows · factor − 1)}: the outermost rows of both lie on each other
 *       ({@code align_corners = True})
 * </ul>
 *
 * @param factor how many times as many rows and columns
 * @param mode what lies between positions
 */
public record Upsample(Size factor, @Default("\"nearest\"") Mode mode) implements Kind {
    /** What lies between positions. */
    public enum Mode {
        /** The nearest of them. */
        NEAREST,
        /** What a line between them gives. */
        BILINEAR,
        /** The same, drawn so that the corners of both maps lie on each other. */
        CORNERS
    }

    public Upsample {
        require(factor.isAtLeast(1), "upsample: expected a factor of at least 1, found %s", factor);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        final Shape input = Kind.only(inputs);
        return new Shape(
                input.channels(),
                Math.multiplyExact(input.height(), factor.height()),
                Math.multiplyExact(input.width(), factor.width()));
    }

    @Override
    public boolean isStateless() {
        return true;
    }
}
