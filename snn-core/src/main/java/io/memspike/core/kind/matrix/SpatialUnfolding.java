package io.memspike.core.kind.matrix;

import io.memspike.core.Shape;

/**
 * The matrix of a convolution: rows are channels and taps, {@code (channel · kernel rows + tap row) · kernel columns + tap
 * column}.
 */
final class SpatialUnfolding implements Unfolding {
    private final Shape input;
    private final Shape output;
    private final Size kernel;
    private final int groups;
    private final boolean isTransposed; // weights lie as [in, out / groups, …]
    private final Axis rowAxis;
    private final Axis columnAxis;

    SpatialUnfolding(
            Shape input, Shape output, Size kernel, int groups, boolean isTransposed, Axis rowAxis, Axis columnAxis) {
        this.input = input;
        this.output = output;
        this.kernel = kernel;
        this.groups = groups;
        this.isTransposed = isTransposed;
        this.rowAxis = rowAxis;
        this.columnAxis = columnAxis;
    }

    @Override
    public int rows() {
        return input.channels() * kernel.area();
    }

    @Override
    public int columns() {
        return output.channels();
    }

    @Override
    public int positions() {
        return output.positions();
    }

    @Override
    public long operations(int input) {
        return (long) reached(input) * (output.channels() / groups);
    }

    @Override
    public int weight(int row, int column) {
        if (groups == 1 && !isTransposed) {
            return column * rows() + row; // most of them, without a division
        }
        final int channel = row / kernel.area();
        final int tap = row % kernel.area();
        final int in = input.channels() / groups;
        final int out = output.channels() / groups;
        if (channel / in != column / out) {
            return -1;
        }
        return isTransposed
                ? (channel * out + column % out) * kernel.area() + tap
                : (column * in + channel % in) * kernel.area() + tap;
    }

    @Override
    public int reached(int index) {
        final int position = index / input.channels();
        return rowAxis.reached(position / input.width()) * columnAxis.reached(position % input.width());
    }

    @Override
    public void visit(int index, Visitor visitor) {
        final int position = index / input.channels();
        final int first = (index - position * input.channels()) * kernel.area();
        final int y = position / input.width();
        final int x = position - y * input.width();
        for (int r = rowAxis.starts()[y]; r < rowAxis.starts()[y + 1]; r++) {
            for (int c = columnAxis.starts()[x]; c < columnAxis.starts()[x + 1]; c++) {
                visitor.meet(
                        first + rowAxis.taps()[r] * kernel.width() + columnAxis.taps()[c],
                        rowAxis.outputs()[r] * output.width() + columnAxis.outputs()[c]);
            }
        }
    }
}
