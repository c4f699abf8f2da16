package io.memspike.core.graph;

import io.memspike.core.Shape;
import java.util.List;

/**
 * Where samples enter.
 *
 * @param shape shape of one step's input
 */
public record Input(Shape shape) implements Kind {
    @Override
    public int ports() {
        return 0;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return shape;
    }
}
