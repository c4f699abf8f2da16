package io.memspike.core.kind.matrix;

import io.memspike.core.Shape;

/** A matrix that is applied at each position by itself: a row for each channel. */
record PositionUnfolding(Shape input, int columns) implements Unfolding {
    @Override
    public int rows() {
        return input.channels();
    }

    @Override
    public int positions() {
        return input.positions();
    }

    @Override
    public int weight(int row, int column) {
        return column * rows() + row;
    }

    @Override
    public int reached(int index) {
        return 1;
    }

    @Override
    public void visit(int index, Visitor visitor) {
        visitor.meet(index % input.channels(), index / input.channels());
    }
}
