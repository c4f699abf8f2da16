package io.memspike.core.kind.matrix.internal;

import io.memspike.core.Shape;
import io.memspike.core.kind.matrix.Connections;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.matrix.Sparse;
import io.memspike.core.kind.matrix.Unfolding;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The matrix of {@link Sparse}: a row for each element of each step ago that leads anywhere, ascending, and its connections
 * in ascending order of output. Immutable and thread-safe.
 */
public final class SparseUnfolding implements Unfolding {
    private final int columns;
    private final int[] rowOf; // of each element that the weights meet, or -1
    private final int[] starts; // first entry of each row, and where the last one's end
    private final int[] targets; // output, by entry
    private final int[] connections; // by entry

    /** Of what the weights meet, {@link MatrixKind#seen}. */
    public SparseUnfolding(Sparse sparse, Shape seen) {
        final Connections all = sparse.connections();
        final int steps = sparse.delay() + 1;
        final Shape input = new Shape(seen.channels(), seen.height() / steps, seen.width());
        final int[] placeOf = new int[input.size()];
        for (int i = 0; i < placeOf.length; i++) {
            placeOf[input.channelFirst(i)] = i;
        }
        this.columns = sparse.out();
        this.connections = order(all, placeOf);
        this.targets = new int[connections.length];
        this.rowOf = new int[seen.size()];
        Arrays.fill(rowOf, -1);
        final int[] begins = new int[connections.length + 1];
        int rows = 0;
        for (int e = 0; e < connections.length; e++) {
            final int connection = connections[e];
            final int element = all.delay(connection) * input.size() + placeOf[all.from()[connection]];
            if (rowOf[element] < 0) {
                begins[rows] = e;
                rowOf[element] = rows++;
            }
            targets[e] = all.to()[connection];
        }
        begins[rows] = connections.length;
        this.starts = Arrays.copyOf(begins, rows + 1);
    }

    /** The connections by delay, then by where the element lies that they come from, then by where they lead. */
    private static int[] order(Connections all, int[] placeOf) {
        return IntStream.range(0, all.count())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(all::delay)
                        .thenComparingInt(c -> placeOf[all.from()[c]])
                        .thenComparingInt(c -> all.to()[c]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Override
    public int rows() {
        return starts.length - 1;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public int positions() {
        return 1;
    }

    @Override
    public long operations(int input) {
        final int row = rowOf[input];
        return row < 0 ? 0 : starts[row + 1] - starts[row];
    }

    @Override
    public int weight(int row, int column) {
        final int entry = Arrays.binarySearch(targets, starts[row], starts[row + 1], column);
        return entry < 0 ? -1 : connections[entry];
    }

    @Override
    public int reached(int input) {
        return rowOf[input] < 0 ? 0 : 1;
    }

    @Override
    public void visit(int input, Visitor visitor) {
        if (rowOf[input] >= 0) {
            visitor.meet(rowOf[input], 0);
        }
    }

    /** Row of each element that the weights meet, or -1. Not to be modified. */
    public int[] rowOf() {
        return rowOf;
    }

    /** First entry of each row, and where the last one's end. Not to be modified. */
    public int[] starts() {
        return starts;
    }

    /** Output of each entry. Not to be modified. */
    public int[] targets() {
        return targets;
    }

    /** Index of each entry's weight. Not to be modified. */
    public int[] connections() {
        return connections;
    }
}
