package io.memspike.core.kind.shape.internal;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.kind.matrix.Size;

/**
 * The windows of a pool.
 *
 * @param kernel extents of a window
 * @param stride distance of two windows
 * @param padding rows and columns outside at each edge
 */
public record Window(Size kernel, Size stride, Size padding) {
    /** Those of a kind, checked. */
    public static Window of(String type, Size kernel, Size stride, Size padding) {
        require(
                kernel.isAtLeast(1) && stride.isAtLeast(1),
                "%s: expected a kernel and a stride of at least 1, found kernel=%s stride=%s",
                type,
                kernel,
                stride);
        require(
                padding.isAtLeast(0) && padding.height() < kernel.height() && padding.width() < kernel.width(),
                "%s: expected padding in [0, kernel), found padding=%s kernel=%s",
                type,
                padding,
                kernel);
        return new Window(kernel, stride, padding);
    }

    /** Shape of what leaves; a window that does not fit is left out. */
    public Shape output(String type, Shape input) {
        final long height = input.height() + 2L * padding.height() - kernel.height();
        final long width = input.width() + 2L * padding.width() - kernel.width();
        require(
                height >= 0 && width >= 0 && height < Integer.MAX_VALUE && width < Integer.MAX_VALUE,
                "%s: expected an input of at least the kernel's size %s, and fewer than 2^31 windows, found %s",
                type,
                kernel,
                input);
        return new Shape(input.channels(), (int) (height / stride.height()) + 1, (int) (width / stride.width()) + 1);
    }

    /** First position of a window along an axis, cut at the edge. */
    int top(int row) {
        return Math.max(0, row * stride.height() - padding.height());
    }

    int bottom(int row, Shape input) {
        return Math.min(input.height(), row * stride.height() - padding.height() + kernel.height());
    }

    int left(int column) {
        return Math.max(0, column * stride.width() - padding.width());
    }

    int right(int column, Shape input) {
        return Math.min(input.width(), column * stride.width() - padding.width() + kernel.width());
    }
}
