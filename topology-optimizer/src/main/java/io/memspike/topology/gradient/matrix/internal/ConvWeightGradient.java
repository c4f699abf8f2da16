package io.memspike.topology.gradient.matrix.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.synapse.internal.MarginMap;
import java.util.ArrayList;
import java.util.List;

/**
 * ∂L/∂weight of a convolution, two ways with the same bits: each weight's products are added up by ascending position. Whichever
 * would have cost less in the batch before is gone.
 *
 * <ul>
 *   <li><b>following spikes</b>: ∂L/∂current is laid into a map with a margin of zeros; for each input channel and kernel row
 *       each spike adds one contiguous run of that map, with the sums in registers over all spikes of the channel.
 *   <li><b>following outputs</b>, where few have a gradient, as before a pool of the largest: spikes are laid into the map, and
 *       each output with a gradient adds a run of it.
 * </ul>
 */
final class ConvWeightGradient {
    private final Conv2d conv;
    private final Size kernel;
    private final Shape input;
    private final Shape output;
    private final Kernels kernels;
    private final KernelRows bySpikes; // [input channel][kernel row] (kernel column, output channel)
    private KernelRows
            byOutputs; // [output channel][kernel row] (kernel column, input channel); null until it is the way
    private final List<Worker> workers = new ArrayList<>();
    private boolean followsOutputs; // in this batch

    ConvWeightGradient(Conv2d conv, Shape input, Shape output, Kernels kernels) {
        this.conv = conv;
        this.kernel = conv.kernel();
        this.input = input;
        this.output = output;
        this.kernels = kernels;
        this.bySpikes = new KernelRows(input.channels(), kernel, output.channels(), kernels);
    }

    synchronized Worker open() {
        workers.add(new Worker());
        return workers.get(workers.size() - 1);
    }

    /** Forgets the batch before, but for how long its lists were. */
    void beginBatch() {
        double spikes = 0;
        double outputs = 0;
        for (final Worker worker : workers) {
            spikes += worker.spikes;
            outputs += worker.outputs;
            worker.spikes = 0;
            worker.outputs = 0;
        }
        follow(outputs * Synapses.padded(kernel.width() * input.channels())
                < spikes * Synapses.padded(kernel.width() * output.channels()));
    }

    /** Goes this way in the batch that begins. */
    void follow(boolean outputs) {
        followsOutputs = outputs;
        if (outputs && byOutputs == null) {
            byOutputs = new KernelRows(output.channels(), kernel, input.channels(), kernels);
        }
        rows().clear();
    }

    private KernelRows rows() {
        return followsOutputs ? byOutputs : bySpikes;
    }

    /** Adds a part of all shards up. */
    void finish(int part) {
        rows().sum(part);
    }

    /** Overwrites output channels [from, to) of [out, in, kernel rows, kernel columns]. */
    void get(float[] gradient, int from, int to) {
        for (int o = from; o < to; o++) {
            for (int c = 0; c < input.channels(); c++) {
                for (int row = 0; row < kernel.height(); row++) {
                    final int start = ((o * input.channels() + c) * kernel.height() + row) * kernel.width();
                    for (int column = 0; column < kernel.width(); column++) {
                        gradient[start + column] = followsOutputs
                                ? byOutputs.summed(o, row, column, c)
                                : bySpikes.summed(c, row, kernel.width() - 1 - column, o); // the map is upside down
                    }
                }
            }
        }
    }

    /** One thread's way through samples. */
    final class Worker {
        private final int outputMapWidth = input.width() + kernel.width() - 1;
        private ChannelSplit byInput; // of spikes, into the map of outputs
        private ChannelSplit byOutput; // of outputs, into the map of spikes
        private float[] outputMap;
        private MarginMap spikeMap;
        private double spikes; // in this batch
        private double outputs;

        boolean followsOutputs() {
            return followsOutputs;
        }

        /** Adds a step, following its spikes; {@code share} is that of the outputs with a gradient. */
        void addSpikes(int shard, SpikeList list, float[] delta, double share) {
            if (outputMap == null) {
                final int positions = (input.height() + kernel.height() - 1) * outputMapWidth;
                outputMap = new float[CacheLine.LEAD + positions * output.channels() + Synapses.PADDING];
                byInput = new ChannelSplit(input, Size.of(1), outputMapWidth);
            }
            spikes += list.size();
            outputs += share * output.size();
            fillOutputMap(delta);
            byInput.split(list);
            final int row = outputMapWidth * output.channels();
            bySpikes.add(shard, byInput, outputMap, CacheLine.LEAD + (kernel.height() - 1) * row, -row);
        }

        /** Output position (y, x) lies in the map at (y, x) · stride + kernel − 1 − padding; all else is zero. */
        private void fillOutputMap(float[] delta) {
            final int out = output.channels();
            final int top = kernel.height() - 1 - conv.padding().height();
            final int left = kernel.width() - 1 - conv.padding().width();
            for (int y = 0; y < output.height(); y++) {
                final int row = (y * conv.stride().height() + top) * outputMapWidth + left;
                final int source = y * output.width() * out;
                if (conv.stride().width() == 1) {
                    System.arraycopy(delta, source, outputMap, CacheLine.LEAD + row * out, output.width() * out);
                } else {
                    for (int x = 0; x < output.width(); x++) {
                        final int at = CacheLine.LEAD + (row + x * conv.stride().width()) * out;
                        System.arraycopy(delta, source + x * out, outputMap, at, out);
                    }
                }
            }
        }

        /** Adds a step, following the outputs with a gradient. */
        void addOutputs(int shard, SpikeList list, SpikeList active) {
            if (spikeMap == null) {
                spikeMap = new MarginMap(input, conv.padding());
                byOutput = new ChannelSplit(output, conv.stride(), spikeMap.width());
            }
            spikes += list.size();
            outputs += active.size();
            byOutput.split(active);
            byOutputs.add(shard, byOutput, spikeMap.of(list), CacheLine.LEAD, spikeMap.width() * input.channels());
        }
    }
}
