package io.memspike.core.kind.shape;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.shape.internal.Window;
import java.util.List;

/**
 * Largest value of windows of positions; of spikes, whether one has fired. What padding adds never is the largest. Windows
 * that do not fit are left out.
 *
 * @param kernel extents of a window
 * @param stride distance of two windows
 * @param padding rows and columns outside at each edge
 */
public record MaxPool(
        Size kernel,
        @Default("=kernel") Size stride,
        @Default("0") Size padding) implements Kind {
    public MaxPool {
        Window.of("maxPool", kernel, stride, padding);
    }

    private Window window() {
        return new Window(kernel, stride, padding);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return window().output("maxPool", Kind.only(inputs));
    }

    @Override
    public boolean isStateless() {
        return true;
    }
}
