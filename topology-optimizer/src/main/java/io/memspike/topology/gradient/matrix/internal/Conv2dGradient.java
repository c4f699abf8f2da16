package io.memspike.topology.gradient.matrix.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.synapse.internal.PatchGather;
import io.memspike.core.synapse.internal.PatchScatter;
import io.memspike.topology.gradient.matrix.SynapseGradient;

/**
 * Backward side of a convolution. The gradient of the input scatters the patches of all outputs with a gradient; that of the
 * weights is {@link ConvWeightGradient}'s.
 */
public final class Conv2dGradient implements SynapseGradient {
    /** Share of outputs with a gradient from which dense tiles are faster than following each. */
    private static final double DENSE_FROM = 0.6;

    /** From so many input channels sums fill enough registers to be made at once. */
    private static final int GATHER_FROM_CHANNELS = 32;

    private static final int SAMPLED = 17; // no multiple of usual channel counts

    private final Conv2d conv;
    private final Shape input;
    private final Shape output;
    private final Kernels kernels;
    private final PatchScatter layout;
    private final ConvWeightGradient weights; // null where nobody asks
    private final PatchGather gather; // null where scattering is all there is
    private float[] patchRows;
    private final float[] gatherRows;

    public Conv2dGradient(Matrix matrix, boolean isLearnt, Kernels kernels) {
        this.conv = (Conv2d) matrix.kind();
        this.input = matrix.input();
        this.output = matrix.output();
        this.kernels = kernels;
        this.layout = newScatter();
        this.gather = newGather();
        this.gatherRows = new float[gather == null ? 0 : gather.rowsLength()];
        this.weights = isLearnt ? new ConvWeightGradient(conv, input, output, kernels) : null;
    }

    private PatchScatter newScatter() {
        return new PatchScatter(output, input, conv.kernel(), conv.stride(), conv.padding(), kernels);
    }

    private PatchGather newGather() {
        final boolean gathers = conv.stride().equals(Size.of(1)) && input.channels() >= GATHER_FROM_CHANNELS;
        final Size kernel = conv.kernel();
        final Size margin = new Size(
                kernel.height() - 1 - conv.padding().height(),
                kernel.width() - 1 - conv.padding().width());
        return gathers ? new PatchGather(output, input, kernel, Size.of(1), margin, kernels) : null;
    }

    @Override
    public void useWeights(float[] effective, int part, int parts) {
        if (part == 0) { // too few to share out
            patchRows = layout.rows(effective); // [out, in, rows, columns] is [source, target, …] here
            if (gather != null) {
                gather.fillReversed(effective, gatherRows);
            }
        }
    }

    @Override
    public void beginBatch(int samples) {
        if (weights != null) {
            weights.beginBatch();
        }
    }

    @Override
    public void finish(int part) {
        weights.finish(part);
    }

    @Override
    public void weightGradient(float[] gradient, int from, int to) {
        weights.get(gradient, from, to);
    }

    @Override
    public SynapseGradient.Worker open() {
        return new Worker();
    }

    private final class Worker implements SynapseGradient.Worker {
        private final PatchScatter scatter = newScatter();
        private final PatchGather gathering = newGather();
        private final SpikeList active = new SpikeList(output.size());
        private final ConvWeightGradient.Worker ofWeights = weights == null ? null : weights.open();
        private int shard;

        @Override
        public void begin(int ofBatch, int sample) {
            shard = ofBatch;
        }

        @Override
        public void step(int t, SpikeList spikes, float[] delta, float[] inputGradient) {
            final double share = share(delta);
            final boolean isDense = share >= DENSE_FROM;
            final boolean followsOutputs = ofWeights != null && ofWeights.followsOutputs();
            if (followsOutputs || inputGradient != null && !isDense) {
                active.compact(delta, output.size(), kernels);
            }
            if (inputGradient != null && isDense) {
                scatter.accumulateDense(patchRows, delta, inputGradient);
            } else if (inputGradient != null && gather != null) {
                gathering.accumulate(gatherRows, active, inputGradient);
            } else if (inputGradient != null) {
                scatter.accumulate(patchRows, active, inputGradient);
            }
            if (followsOutputs) {
                ofWeights.addOutputs(shard, spikes, active);
            } else if (ofWeights != null) {
                ofWeights.addSpikes(shard, spikes, delta, share);
            }
        }

        /** Of the outputs with a gradient, by a few of them: what follows from it is which way is gone, never a bit. */
        private double share(float[] delta) {
            int looked = 0;
            int found = 0;
            for (int i = 0; i < output.size(); i += SAMPLED) {
                looked++;
                found += delta[i] == 0f ? 0 : 1;
            }
            return (double) found / looked;
        }
    }
}
