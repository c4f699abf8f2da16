package io.memspike.core.kind.shape;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import java.util.List;

/**
 * The channels of several inputs behind each other, in the order of the ports.
 *
 * @param ports number of inputs, at least 1
 */
public record Concat(@Default("2") int ports) implements Kind {
    public Concat {
        require(ports >= 1, "concat: expected at least 1 port, found %d", ports);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        require(inputs.size() == ports, "concat: expected %d inputs, found %d", ports, inputs.size());
        final Shape first = inputs.get(0);
        int channels = 0;
        for (final Shape input : inputs) {
            require(
                    input.height() == first.height() && input.width() == first.width(),
                    "concat: expected inputs of %d×%d positions, found %s",
                    first.height(),
                    first.width(),
                    input);
            channels += input.channels();
        }
        return new Shape(channels, first.height(), first.width());
    }

    @Override
    public boolean isStateless() {
        return true;
    }
}
