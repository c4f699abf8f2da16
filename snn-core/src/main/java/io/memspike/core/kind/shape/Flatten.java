package io.memspike.core.kind.shape;

import io.memspike.core.Shape;
import io.memspike.core.graph.Kind;
import java.util.List;

/**
 * A vector of all elements, in the order of files: channel and position become element {@code (channel · height + row) · width
 * + column}. {@link Unflatten} turns it back. A {@code linear} needs none.
 */
public record Flatten() implements Kind {
    @Override
    public Shape output(List<Shape> inputs) {
        return Shape.vector(Kind.only(inputs).size());
    }

    @Override
    public boolean isStateless() {
        return true;
    }
}
