package io.memspike.topology.gradient.matrix.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;
import io.memspike.topology.gradient.matrix.SynapseGradient;

/**
 * Backward side of a transposed convolution. ∂L/∂current is laid into a map with a margin, in which the patch of input
 * position (y, x) begins at (y · stride, x · stride). The gradient of the input gathers from there, densely: behind a norm
 * nearly every output has a gradient. The gradient of the weights adds, for each spike, one contiguous run of each of its
 * patch's rows, with the sums in registers over all spikes of a channel.
 */
public final class ConvTranspose2dGradient implements SynapseGradient {
    private final int in;
    private final int out;
    private final Size kernel;
    private final Size stride;
    private final Size padding;
    private final Shape input;
    private final Shape output;
    private final Kernels kernels;
    private final int inWidth;
    private final int mapWidth;
    private final int mapHeight;
    private final float[] gatherRows; // lead, then (kernel row, kernel column, out, inWidth)
    private final KernelRows gradients; // null where nobody asks

    public ConvTranspose2dGradient(Matrix matrix, boolean isLearnt, Kernels kernels) {
        final ConvTranspose2d conv = (ConvTranspose2d) matrix.kind();
        final Size outer = conv.outputPadding();
        this.input = matrix.input();
        this.output = matrix.output();
        this.in = input.channels();
        this.out = conv.out();
        this.kernel = conv.kernel();
        this.stride = conv.stride();
        this.padding = conv.padding();
        this.kernels = kernels;
        this.inWidth = Synapses.padded(in);
        this.mapWidth = (input.width() - 1) * stride.width() + kernel.width() + outer.width();
        this.mapHeight = (input.height() - 1) * stride.height() + kernel.height() + outer.height();
        this.gatherRows = new float[CacheLine.LEAD + kernel.area() * out * inWidth];
        this.gradients = isLearnt ? new KernelRows(in, kernel, out, kernels) : null;
    }

    @Override
    public void useWeights(float[] effective, int part, int parts) {
        if (part > 0) {
            return; // too few to share out
        }
        final int taps = kernel.area();
        for (int c = 0; c < in; c++) {
            for (int o = 0; o < out; o++) {
                for (int tap = 0; tap < taps; tap++) {
                    gatherRows[CacheLine.LEAD + (tap * out + o) * inWidth + c] = effective[(c * out + o) * taps + tap];
                }
            }
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
        for (int c = from; c < to; c++) {
            for (int o = 0; o < out; o++) {
                for (int row = 0; row < kernel.height(); row++) {
                    for (int column = 0; column < kernel.width(); column++) {
                        gradient[((c * out + o) * kernel.height() + row) * kernel.width() + column] =
                                gradients.summed(c, row, column, o);
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
        private final float[] map = new float[CacheLine.LEAD + mapHeight * mapWidth * out + Synapses.PADDING];
        private final ChannelSplit byChannel = new ChannelSplit(input, stride, mapWidth);
        private int shard;

        @Override
        public void begin(int ofBatch, int sample) {
            shard = ofBatch;
        }

        @Override
        public void step(int t, SpikeList spikes, float[] delta, float[] inputGradient) {
            fillMap(delta);
            if (inputGradient != null) {
                gatherInput(inputGradient);
            }
            if (gradients != null) {
                byChannel.split(spikes);
                gradients.add(shard, byChannel, map, CacheLine.LEAD, mapWidth * out);
            }
        }

        /** Output position (y, x) lies in the map at (y + padding, x + padding); the margin is zero. */
        private void fillMap(float[] delta) {
            for (int y = 0; y < output.height(); y++) {
                final int start = CacheLine.LEAD + ((y + padding.height()) * mapWidth + padding.width()) * out;
                System.arraycopy(delta, y * output.width() * out, map, start, output.width() * out);
            }
        }

        private void gatherInput(float[] inputGradient) {
            final int count = kernel.width() * out;
            for (int row = 0; row < kernel.height(); row++) {
                for (int y = 0; y < input.height(); y++) {
                    kernels.accumulateDense(
                            gatherRows,
                            inWidth,
                            CacheLine.LEAD + row * count * inWidth,
                            map,
                            CacheLine.LEAD + (y * stride.height() + row) * mapWidth * out,
                            stride.width() * out,
                            count,
                            inputGradient,
                            y * input.width() * in,
                            in,
                            input.width(),
                            in);
                }
            }
        }
    }
}
