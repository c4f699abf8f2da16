package io.memspike.core.kind.shape;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Kind;
import java.util.List;

/**
 * Zeros around what enters port 0, so that it has as many rows and columns as what enters port 1, of which nothing else counts.
 * Half of them, rounded down, lie above and on the left.
 */
public record Pad() implements Kind {
    @Override
    public int ports() {
        return 2;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        final Shape input = inputs.get(0);
        final Shape like = inputs.get(1);
        require(
                like.height() >= input.height() && like.width() >= input.width(),
                "pad: expected at least %d×%d positions at port 1, as at port 0, found %s",
                input.height(),
                input.width(),
                like);
        return new Shape(input.channels(), like.height(), like.width());
    }

    @Override
    public boolean isStateless() {
        return true;
    }
}
