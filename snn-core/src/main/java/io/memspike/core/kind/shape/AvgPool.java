package io.memspike.core.kind.shape;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Kind;
import java.util.List;

/**
 * Mean over squares of {@code kernel × kernel} positions; rows and columns that do not fill a square are left out.
 *
 * @param kernel side of a square, at least 1
 */
public record AvgPool(int kernel) implements Kind {
    public AvgPool {
        require(kernel >= 1, "avgPool: expected a kernel of at least 1, found %d", kernel);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        final Shape input = Kind.only(inputs);
        require(
                input.height() >= kernel && input.width() >= kernel,
                "avgPool: expected an input of at least the kernel's size %d, found %s",
                kernel,
                input);
        return new Shape(input.channels(), input.height() / kernel, input.width() / kernel);
    }
}
