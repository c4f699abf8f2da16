package io.memspike.core.kind.neuron;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Kind;
import java.util.List;

/**
 * A random one of every {@code of} neurons in a row: whether that one fires is whether the choice does.
 *
 * @param of how many each is chosen from, at least 1
 */
public record Choice(int of) implements Kind {
    public Choice {
        require(of >= 1, "choice: expected one of at least 1, found %d", of);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        final Shape input = Kind.only(inputs);
        require(
                input.positions() == 1 && input.size() % of == 0,
                "choice: expected a vector of a multiple of %d elements, found %s",
                of,
                input);
        return Shape.vector(input.size() / of);
    }
}
