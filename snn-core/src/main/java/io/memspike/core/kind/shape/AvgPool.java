package io.memspike.core.kind.shape;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.shape.internal.Window;
import java.util.List;

/**
 * Mean over windows of positions: the sum in ascending order of input, times {@code 1 / (kernel rows · kernel columns)}. What
 * padding adds counts as zeros. Windows that do not fit are left out.
 *
 * @param kernel extents of a window
 * @param stride distance of two windows
 * @param padding rows and columns of zeros at each edge
 */
public record AvgPool(
        Size kernel,
        @Default("=kernel") Size stride,
        @Default("0") Size padding) implements Kind {
    /** Squares side by side. */
    public AvgPool(int kernel) {
        this(Size.of(kernel), Size.of(kernel), Size.of(0));
    }

    public AvgPool {
        Window.of("avgPool", kernel, stride, padding);
    }

    private Window window() {
        return new Window(kernel, stride, padding);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return window().output("avgPool", Kind.only(inputs));
    }

    @Override
    public boolean isStateless() {
        return true;
    }
}
