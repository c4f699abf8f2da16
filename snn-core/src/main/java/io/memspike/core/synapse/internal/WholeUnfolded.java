package io.memspike.core.synapse.internal;

import io.memspike.core.SpikeList;
import io.memspike.core.kernel.WholeKernels;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Unfolding;

/** Any matrix by its {@link Unfolding}: each input adds its rows to the positions that it reaches. Immutable and thread-safe. */
public final class WholeUnfolded implements WholeRows, WholeRows.Reader {
    private final WholeKernels kernels;
    private final int columns;
    private final byte[] rows; // lead, then (rows, columns)
    private final int[] starts; // first meeting of each input, and where the last one's end
    private final int[] rowOf; // by meeting
    private final int[] sumOf; // by meeting: first output

    /**
     * Rows.
     *
     * @param weights in file order. Not modified, not kept.
     */
    public WholeUnfolded(Matrix matrix, byte[] weights, WholeKernels kernels) {
        final Unfolding unfolding = matrix.unfolding();
        this.kernels = kernels;
        this.columns = unfolding.columns();
        this.rows = new byte[Math.addExact(CacheLine.BYTES_LEAD, Math.multiplyExact(unfolding.rows(), columns))];
        for (int row = 0; row < unfolding.rows(); row++) {
            for (int column = 0; column < columns; column++) {
                final int weight = unfolding.weight(row, column);
                rows[CacheLine.BYTES_LEAD + row * columns + column] = weight < 0 ? 0 : weights[weight];
            }
        }
        final int inputs = matrix.input().size();
        this.starts = new int[inputs + 1];
        for (int i = 0; i < inputs; i++) {
            starts[i + 1] = Math.addExact(starts[i], unfolding.reached(i));
        }
        this.rowOf = new int[starts[inputs]];
        this.sumOf = new int[starts[inputs]];
        final int[] next = {0};
        for (int i = 0; i < inputs; i++) {
            unfolding.visit(i, (row, position) -> {
                rowOf[next[0]] = row;
                sumOf[next[0]++] = position * columns;
            });
        }
    }

    @Override
    public Reader open() {
        return this;
    }

    @Override
    public void add(SpikeList spikes, short[] factors, int from, int to, short[] sums) {
        for (int e = from; e < to; e++) {
            final int end = starts[spikes.index(e) + 1];
            for (int meeting = starts[spikes.index(e)]; meeting < end; meeting++) {
                final int row = CacheLine.BYTES_LEAD + rowOf[meeting] * columns;
                final int at = CacheLine.SHORTS_LEAD + sumOf[meeting];
                kernels.addPatch(rows, row, 0, factors[e], sums, at, 0, 1, columns);
            }
        }
    }
}
