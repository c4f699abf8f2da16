package io.memspike.topology;

import io.memspike.core.LayerSpec;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.CacheLine;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.synapse.PatchScatter;

/**
 * Backward side of a convolution. The gradient of the input scatters the patches of all outputs with a gradient. The
 * gradient of the weights lays ∂L/∂current into a map with a margin of zeros: then, for each input channel and kernel row,
 * each spike adds one contiguous run of that map, and the sums stay in registers over all spikes of the channel.
 */
final class Conv2dGradient implements SynapseGradient {
    /** Share of outputs with a gradient from which dense tiles are faster than following each. */
    private static final double DENSE_FROM = 0.6;

    private static final int SAMPLED = 17; // no multiple of usual channel counts

    private final LayerSpec.Conv2d spec;
    private final Shape input;
    private final Shape output;
    private final Kernels kernels;
    private final int mapWidth;
    private final PatchScatter layout;
    private final KernelRows gradients;
    private float[] patchRows;

    Conv2dGradient(LayerSpec.Conv2d spec, Shape input, Kernels kernels) {
        this.spec = spec;
        this.input = input;
        this.output = spec.output(input);
        this.kernels = kernels;
        this.mapWidth = input.width() + spec.kernel() - 1;
        this.layout = newScatter();
        this.gradients = new KernelRows(spec.in(), spec.kernel(), spec.out(), kernels);
    }

    private PatchScatter newScatter() {
        return new PatchScatter(output, input, spec.kernel(), spec.stride(), spec.padding(), kernels);
    }

    @Override
    public void useWeights(float[] effective, int part, int parts) {
        if (part == 0) { // too few to share out
            patchRows = layout.rows(effective); // [out, in, k, k] is [source, target, k, k] here
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
        for (int o = from; o < to; o++) {
            for (int c = 0; c < spec.in(); c++) {
                for (int row = 0; row < k; row++) {
                    for (int column = 0; column < k; column++) {
                        gradient[((o * spec.in() + c) * k + row) * k + column] =
                                gradients.summed(c, row, k - 1 - column, o);
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
        private final float[] map = new float
                [CacheLine.LEAD + (input.height() + spec.kernel() - 1) * mapWidth * spec.out() + Synapses.PADDING];
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
            fillMap(delta);
            byChannel.split(spikes);
            final int row = mapWidth * spec.out();
            gradients.add(shard, byChannel, map, CacheLine.LEAD + (spec.kernel() - 1) * row, -row);
        }

        @Override
        public void end() {
            // every step's share has been added at once
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
            final int out = spec.out();
            final int margin = spec.kernel() - 1 - spec.padding();
            for (int y = 0; y < output.height(); y++) {
                final int start = CacheLine.LEAD + ((y * spec.stride() + margin) * mapWidth + margin) * out;
                final int source = y * output.width() * out;
                if (spec.stride() == 1) {
                    System.arraycopy(delta, source, map, start, output.width() * out);
                } else {
                    for (int x = 0; x < output.width(); x++) {
                        System.arraycopy(delta, source + x * out, map, start + x * spec.stride() * out, out);
                    }
                }
            }
        }
    }
}
