package io.memspike.topology.gradient.matrix.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.synapse.internal.PatchScatter;
import io.memspike.topology.gradient.matrix.SynapseGradient;

/**
 * Backward side of a convolution. The gradient of the input scatters the patches of all outputs with a gradient. The
 * gradient of the weights lays ∂L/∂current into a map with a margin of zeros: then, for each input channel and kernel row,
 * each spike adds one contiguous run of that map, and the sums stay in registers over all spikes of the channel.
 */
public final class Conv2dGradient implements SynapseGradient {
    /** Share of outputs with a gradient from which dense tiles are faster than following each. */
    private static final double DENSE_FROM = 0.6;

    private static final int SAMPLED = 17; // no multiple of usual channel counts

    private final int in;
    private final int out;
    private final int kernel;
    private final int stride;
    private final int padding;
    private final Shape input;
    private final Shape output;
    private final Kernels kernels;
    private final int mapWidth;
    private final PatchScatter layout;
    private final KernelRows gradients; // null where nobody asks
    private float[] patchRows;

    public Conv2dGradient(Matrix matrix, boolean isLearnt, Kernels kernels) {
        final Conv2d conv = (Conv2d) matrix.kind();
        this.input = matrix.input();
        this.output = matrix.output();
        this.in = input.channels();
        this.out = conv.out();
        this.kernel = conv.kernel().height();
        this.stride = conv.stride().height();
        this.padding = conv.padding().height();
        this.kernels = kernels;
        this.mapWidth = input.width() + kernel - 1;
        this.layout = newScatter();
        this.gradients = isLearnt ? new KernelRows(in, kernel, out, kernels) : null;
    }

    private PatchScatter newScatter() {
        return new PatchScatter(output, input, kernel, stride, padding, kernels);
    }

    @Override
    public void useWeights(float[] effective, int part, int parts) {
        if (part == 0) { // too few to share out
            patchRows = layout.rows(effective); // [out, in, k, k] is [source, target, k, k] here
        }
    }

    @Override
    public void beginBatch(int samples) {
        if (gradients != null) {
            gradients.clear();
        }
    }

    @Override
    public void finish(int part) {
        gradients.sum(part);
    }

    @Override
    public void weightGradient(float[] gradient, int from, int to) {
        final int k = kernel;
        for (int o = from; o < to; o++) {
            for (int c = 0; c < in; c++) {
                for (int row = 0; row < k; row++) {
                    for (int column = 0; column < k; column++) {
                        gradient[((o * in + c) * k + row) * k + column] = gradients.summed(c, row, k - 1 - column, o);
                    }
                }
            }
        }
    }

    @Override
    public SynapseGradient.Worker open() {
        return new Worker();
    }

    private final class Worker implements SynapseGradient.Worker {
        private final PatchScatter scatter = newScatter();
        private final SpikeList active = new SpikeList(output.size());
        private final float[] map =
                new float[CacheLine.LEAD + (input.height() + kernel - 1) * mapWidth * out + Synapses.PADDING];
        private final ChannelSplit byChannel = new ChannelSplit(input, 1, mapWidth);
        private int shard;

        @Override
        public void begin(int ofBatch, int sample) {
            shard = ofBatch;
        }

        @Override
        public void step(int t, SpikeList spikes, float[] delta, float[] inputGradient) {
            if (inputGradient != null && isDense(delta)) {
                scatter.accumulateDense(patchRows, delta, inputGradient);
            } else if (inputGradient != null) {
                active.compact(delta, output.size(), kernels);
                scatter.accumulate(patchRows, active, inputGradient);
            }
            if (gradients != null) {
                fillMap(delta);
                byChannel.split(spikes);
                final int row = mapWidth * out;
                gradients.add(shard, byChannel, map, CacheLine.LEAD + (kernel - 1) * row, -row);
            }
        }

        /** Looks at a few outputs; both ways give the same bits. */
        private boolean isDense(float[] delta) {
            int zeros = 0;
            for (int i = 0; i < output.size(); i += SAMPLED) {
                zeros += delta[i] == 0f ? 1 : 0;
            }
            return zeros * SAMPLED <= (1 - DENSE_FROM) * output.size();
        }

        /** Output position (y, x) lies in the map at (y · stride, x · stride) + kernel − 1 − padding; all else is zero. */
        private void fillMap(float[] delta) {
            final int margin = kernel - 1 - padding;
            for (int y = 0; y < output.height(); y++) {
                final int start = CacheLine.LEAD + ((y * stride + margin) * mapWidth + margin) * out;
                final int source = y * output.width() * out;
                if (stride == 1) {
                    System.arraycopy(delta, source, map, start, output.width() * out);
                } else {
                    for (int x = 0; x < output.width(); x++) {
                        System.arraycopy(delta, source + x * out, map, start + x * stride * out, out);
                    }
                }
            }
        }
    }
}
