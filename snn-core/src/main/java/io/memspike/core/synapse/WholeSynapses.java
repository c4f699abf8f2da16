package io.memspike.core.synapse;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Kind;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.WholeKernels;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.core.synapse.internal.WholeBound;
import io.memspike.core.synapse.internal.WholeFactors;
import io.memspike.core.synapse.internal.WholeFull;
import io.memspike.core.synapse.internal.WholePatches;
import io.memspike.core.synapse.internal.WholeRows;
import io.memspike.core.synapse.internal.WholeUnfolded;
import java.util.Arrays;

/**
 * Weights in 8 bits, whose sums are whole numbers: exact, in any order. A read adds up in 16 bits where no sum can leave them, whatever it
 * reads or with as much as enters at this step, else in 32; where a sum could leave those, the weights are refused. Immutable and thread-safe.
 */
public final class WholeSynapses implements Synapses {
    private final Shape input;
    private final Shape output;
    private final WholeInput entering;
    private final WholeBound bound;
    private final WholeRows rows;
    private final float[] scales;
    private final WholeKernels kernels;
    private final int[] operations; // of each input

    /**
     * Synapses.
     *
     * @param matrix what the weights are for
     * @param weights in file order, in [−127, 127]. Not modified, not kept.
     * @param scales effective weight that 1 stands for, [out]. Not modified, not kept.
     * @param entering what enters
     * @param kernels inner loops
     * @throws IllegalArgumentException where a sum could leave 32 bits
     */
    public WholeSynapses(Matrix matrix, byte[] weights, float[] scales, WholeInput entering, Kernels kernels) {
        Kind.require(
                weights.length == matrix.weights() && scales.length == matrix.out(),
                "%s: expected %d weights and %d scales, found %d and %d",
                matrix.type(),
                matrix.weights(),
                matrix.out(),
                weights.length,
                scales.length);
        this.input = matrix.input();
        this.output = matrix.output();
        this.entering = entering;
        this.kernels = kernels.whole();
        this.bound = WholeBound.of(matrix, weights);
        Kind.require(
                bound.fitsInts(entering.largest()),
                "%s: expected sums that fit into 32 bits, found weights that add up to %d times %d",
                matrix.type(),
                bound.bothSigns(),
                entering.largest());
        this.scales = scales.clone();
        for (int o = 0; o < scales.length; o++) {
            this.scales[o] *= entering.step();
        }
        this.rows = rows(matrix, weights, kernels);
        this.operations = new int[input.size()];
        final Unfolding unfolding = matrix.unfolding();
        for (int i = 0; i < operations.length; i++) {
            operations[i] = Math.toIntExact(unfolding.operations(i));
        }
    }

    private static WholeRows rows(Matrix matrix, byte[] weights, Kernels kernels) {
        if (matrix.kind() instanceof Conv2d conv
                && conv.isPlain()
                && conv.stride().equals(Size.of(1))) {
            return new WholePatches(matrix, weights, kernels);
        }
        if (matrix.kind() instanceof Linear linear && !linear.atPositions()) {
            return new WholeFull(matrix, weights, kernels.whole());
        }
        return new WholeUnfolded(matrix, weights, kernels.whole());
    }

    @Override
    public Shape input() {
        return input;
    }

    @Override
    public Shape output() {
        return output;
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    /** Whether sums have 16 bits whatever enters. */
    public boolean isNarrow() {
        return bound.fitsShorts(-entering.largest(), entering.largest());
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
    public Reader open() {
        return new Sums();
    }

    /** One session's way: its sums. */
    private final class Sums implements WholeReader {
        private final WholeRows.Reader reader = rows.open();
        private final WholeFactors factors = new WholeFactors(input.size(), entering.step(), kernels);
        private final short[] shorts = new short[CacheLine.SHORTS_LEAD + output.size() + WholeRows.PADDING];
        private final int[] ints = isNarrow() ? null : new int[output.size()];

        @Override
        public float[] scales() {
            return scales;
        }

        @Override
        public void sumWhole(SpikeList spikes, float[] sums) {
            final short[] of = factors.of(spikes);
            final int size = spikes.size();
            if (ints == null
                    || bound.fitsShorts(factors.smallest(), factors.largest())
                    || WholeBound.fitting(of, 0, size) == size) {
                reader.add(spikes, of, 0, size, shorts);
                kernels.drain(shorts, CacheLine.SHORTS_LEAD, sums, output.size());
                return;
            }
            Arrays.fill(ints, 0);
            for (int from = 0; from < size; ) {
                final int to = WholeBound.fitting(of, from, size);
                reader.add(spikes, of, from, to, shorts);
                for (int i = 0; i < ints.length; i++) {
                    ints[i] += shorts[CacheLine.SHORTS_LEAD + i];
                }
                Arrays.fill(shorts, (short) 0);
                from = to;
            }
            for (int i = 0; i < ints.length; i++) {
                sums[i] = ints[i];
            }
        }
    }
}
