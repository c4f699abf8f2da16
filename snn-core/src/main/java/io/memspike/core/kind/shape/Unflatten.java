package io.memspike.core.kind.shape;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Gives a vector a shape: element {@code (channel · height + row) · width + column} becomes that channel and position.
 *
 * @param channels number of channels
 * @param height number of rows
 * @param width number of columns
 */
public record Unflatten(int channels, int height, int width) implements Kind {
    public Unflatten {
        require(
                channels >= 1 && height >= 1 && width >= 1,
                "unflatten: expected positive extents, found channels=%d height=%d width=%d",
                channels,
                height,
                width);
    }

    @Override
    public Optional<Shape> fixedOutput() {
        return Optional.of(new Shape(channels, height, width));
    }

    @Override
    public Shape output(List<Shape> inputs) {
        final Shape input = Kind.only(inputs);
        final Shape shape = new Shape(channels, height, width);
        require(
                input.positions() == 1 && input.size() == shape.size(),
                "unflatten: expected a vector of %d elements, found %s",
                shape.size(),
                input);
        return shape;
    }

    @Override
    public boolean isStateless() {
        return true;
    }
}
