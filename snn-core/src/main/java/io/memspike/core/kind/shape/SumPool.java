package io.memspike.core.kind.shape;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.shape.internal.Window;
import java.util.List;

/**
 * Sum over windows of positions, in ascending order of input. Windows that do not fit are left out.
 *
 * @param kernel extents of a window
 * @param stride distance of two windows
 * @param padding rows and columns of zeros at each edge
 */
public record SumPool(
        Size kernel,
        @Default("=kernel") Size stride,
        @Default("0") Size padding) implements Kind {
    public SumPool {
        Window.of("sumPool", kernel, stride, padding);
    }

    private Window window() {
        return new Window(kernel, stride, padding);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return window().output("sumPool", Kind.only(inputs));
    }

    @Override
    public boolean isStateless() {
        return true;
    }
}
