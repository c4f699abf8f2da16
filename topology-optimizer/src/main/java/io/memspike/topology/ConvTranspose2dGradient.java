package io.memspike.topology;

import io.memspike.core.LayerSpec;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.CacheLine;
import io.memspike.core.kernel.Kernels;

/**
 * Backward side of a transposed convolution. ∂L/∂current is laid into a map with a margin, in which the patch of input
 * position (y, x) begins at (y · stride, x · stride). The gradient of the input gathers from there, densely: behind a norm
 * nearly every output has a gradient. The gradient of the weights adds, for each spike, one contiguous run of each of its
 * patch's rows, with the sums in registers over all spikes of a channel.
 */
final class ConvTranspose2dGradient implements SynapseGradient {
    private final LayerSpec.ConvTranspose2d spec;
    private final Shape input;
    private final Shape output;
    private final Kernels kernels;
    private final int inWidth;
    private final int mapWidth;
    private final int mapHeight;
    private final float[] gatherRows; // lead, then (kernel row, kernel column, out, inWidth)
    private final KernelRows gradients;

    ConvTranspose2dGradient(LayerSpec.ConvTranspose2d spec, Shape input, Kernels kernels) {
        this.spec = spec;
        this.input = input;
        this.output = spec.output(input);
        this.kernels = kernels;
        this.inWidth = Synapses.padded(spec.in());
        this.mapWidth = (input.width() - 1) * spec.stride() + spec.kernel() + spec.outputPadding();
        this.mapHeight = (input.height() - 1) * spec.stride() + spec.kernel() + spec.outputPadding();
        this.gatherRows = new float[CacheLine.LEAD + spec.kernel() * spec.kernel() * spec.out() * inWidth];
        this.gradients = new KernelRows(spec.in(), spec.kernel(), spec.out(), kernels);
    }

    @Override
    public void useWeights(float[] effective, int part, int parts) {
        if (part > 0) {
            return; // too few to share out
        }
        final int taps = spec.kernel() * spec.kernel();
        for (int c = 0; c < spec.in(); c++) {
            for (int o = 0; o < spec.out(); o++) {
                for (int tap = 0; tap < taps; tap++) {
                    gatherRows[CacheLine.LEAD + (tap * spec.out() + o) * inWidth + c] =
                            effective[(c * spec.out() + o) * taps + tap];
                }
            }
        }
    }

    @Override
    public void beginBatch(int samples) {
        gradients.clear();
    }

    @Override
    public void finish(int part) {
        gradients.sum(part);
    }

    @Override
    public void weightGradient(float[] gradient, int from, int to) {
        final int k = spec.kernel();
        final int out = spec.out();
        for (int c = from; c < to; c++) {
            for (int o = 0; o < out; o++) {
                for (int row = 0; row < k; row++) {
                    for (int column = 0; column < k; column++) {
                        gradient[((c * out + o) * k + row) * k + column] = gradients.summed(c, row, column, o);
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
        private final float[] map = new float[CacheLine.LEAD + mapHeight * mapWidth * spec.out() + Synapses.PADDING];
        private final ChannelSplit byChannel = new ChannelSplit(input, spec.stride(), mapWidth);
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
            byChannel.split(spikes);
            gradients.add(shard, byChannel, map, CacheLine.LEAD, mapWidth * spec.out());
        }

        @Override
        public void end() {
            // every step's share has been added at once
        }

        /** Output position (y, x) lies in the map at (y + padding, x + padding); the margin is zero. */
        private void fillMap(float[] delta) {
            final int out = spec.out();
            for (int y = 0; y < output.height(); y++) {
                final int start = CacheLine.LEAD + ((y + spec.padding()) * mapWidth + spec.padding()) * out;
                System.arraycopy(delta, y * output.width() * out, map, start, output.width() * out);
            }
        }

        private void gatherInput(float[] inputGradient) {
            final int count = spec.kernel() * spec.out();
            for (int row = 0; row < spec.kernel(); row++) {
                for (int y = 0; y < input.height(); y++) {
                    kernels.accumulateDense(
                            gatherRows,
                            inWidth,
                            CacheLine.LEAD + row * count * inWidth,
                            map,
                            CacheLine.LEAD + (y * spec.stride() + row) * mapWidth * spec.out(),
                            spec.stride() * spec.out(),
                            count,
                            inputGradient,
                            y * input.width() * spec.in(),
                            spec.in(),
                            input.width(),
                            spec.in());
                }
            }
        }
    }
}
