package io.memspike.core.kind.matrix;

import io.memspike.core.Shape;

/** A matrix that is applied once: a row for each input, channel-first. */
record FullUnfolding(Shape input, int columns) implements Unfolding {
    @Override
    public int rows() {
        return input.size();
    }

    @Override
    public int positions() {
        return 1;
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
        visitor.meet(input.channelFirst(index), 0);
    }
}
