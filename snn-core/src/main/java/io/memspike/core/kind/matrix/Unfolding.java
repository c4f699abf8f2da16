package io.memspike.core.kind.matrix;

import io.memspike.core.Shape;

/**
 * The weights of a kind as a matrix, rows by columns, that is applied at every output position: what crossbars, wires,
 * converters, energy and rows of events know of it. Column c at a position is the output of channel c there:
 *
 * <pre>  current(c, position) = Σ weight(row, c) · value(input),   over all inputs that meet that row at that position</pre>
 *
 * Immutable and thread-safe.
 */
public interface Unfolding {
    /** Number of rows. */
    int rows();

    /** Number of columns: output channels. */
    int columns();

    /** Number of output positions. */
    int positions();

    /** Number of weights that an input meets, over all output positions. */
    default long operations(int input) {
        return (long) reached(input) * columns();
    }

    /** Index in files of the weight of a row and a column, or -1 where there is none. */
    int weight(int row, int column);

    /** Number of output positions that an input reaches. */
    int reached(int input);

    /** Told of each row that an input drives, and at which output position. */
    @FunctionalInterface
    interface Visitor {
        /** One of them. */
        void meet(int row, int position);
    }

    /**
     * Visits all rows that an input drives.
     *
     * @param input channel-last index
     * @param visitor told in ascending order of positions
     */
    void visit(int input, Visitor visitor);

    /** Which input drives a row of the matrix where it is applied once: channel-first rows, channel-last inputs. */
    static Unfolding full(Shape input, int columns) {
        return new FullUnfolding(input, columns);
    }
}
