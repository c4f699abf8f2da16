package io.memspike.core.synapse;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.core.synapse.internal.WeightLayout;

/**
 * Any kind with weights, by its {@link Unfolding}: each spike adds its rows of the matrix to the positions that it reaches.
 * Kernels of any shape go this way; those of the usual shape have faster ones with the same bits. Thread-safe but for {@link
 * #setWeights}.
 */
final class UnfoldedSynapses implements WeightedSynapses, Synapses.Reader {
    private final Matrix matrix;
    private final Unfolding unfolding;
    private final Shape output;
    private final Kernels kernels;
    private final int width;
    private final float[] rows; // lead, then (rows, width)
    private final int[] starts; // first entry of each input, and where the last one's end
    private final int[] rowOf; // by entry: where the row's weights begin
    private final int[] sumOf; // by entry: first output
    private final int[] operations; // of each input

    /**
     * Synapses with given weights.
     *
     * @param matrix what they are for
     * @param weights effective weights in file order. Not modified, not kept.
     * @param kernels inner loops
     */
    public UnfoldedSynapses(Matrix matrix, float[] weights, Kernels kernels) {
        this.matrix = matrix;
        this.unfolding = matrix.unfolding();
        this.output = matrix.output();
        this.kernels = kernels;
        this.width = Synapses.padded(unfolding.columns());
        this.rows = new float[Math.addExact(CacheLine.LEAD, Math.multiplyExact(unfolding.rows(), width))];
        final int inputs = matrix.input().size();
        this.starts = new int[inputs + 1];
        this.operations = new int[inputs];
        for (int i = 0; i < inputs; i++) {
            starts[i + 1] = Math.addExact(starts[i], unfolding.reached(i));
            operations[i] = Math.toIntExact(unfolding.operations(i));
        }
        this.rowOf = new int[starts[inputs]];
        this.sumOf = new int[starts[inputs]];
        final int[] entry = {0};
        for (int i = 0; i < inputs; i++) {
            unfolding.visit(i, (row, position) -> {
                rowOf[entry[0]] = CacheLine.LEAD + row * width;
                sumOf[entry[0]++] = position * unfolding.columns();
            });
        }
        setWeights(weights, 0, 1);
    }

    @Override
    public void setWeights(float[] weights, int part, int parts) {
        WeightLayout.requireLength(matrix, weights);
        final int to = (int) ((long) unfolding.rows() * (part + 1) / parts);
        for (int row = (int) ((long) unfolding.rows() * part / parts); row < to; row++) {
            for (int column = 0; column < unfolding.columns(); column++) {
                final int weight = unfolding.weight(row, column);
                rows[CacheLine.LEAD + row * width + column] = weight < 0 ? 0f : weights[weight];
            }
        }
    }

    @Override
    public Shape input() {
        return matrix.input();
    }

    @Override
    public Shape output() {
        return output;
    }

    @Override
    public Reader open() {
        return this;
    }

    @Override
    public long operations(SpikeList spikes) {
        long sum = 0;
        for (int e = 0; e < spikes.size(); e++) {
            sum += operations[spikes.index(e)];
        }
        return sum;
    }

    @Override
    public void accumulate(SpikeList spikes, long read, float[] current) {
        final int columns = unfolding.columns();
        for (int e = 0; e < spikes.size(); e++) {
            final float value = spikes.value(e);
            final int end = starts[spikes.index(e) + 1];
            for (int entry = starts[spikes.index(e)]; entry < end; entry++) {
                kernels.addPatch(rows, rowOf[entry], width, value, current, sumOf[entry], columns, 1, columns);
            }
        }
    }
}
