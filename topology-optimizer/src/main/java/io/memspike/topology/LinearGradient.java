package io.memspike.topology;

import io.memspike.core.LayerSpec;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import java.util.Arrays;

/**
 * Backward side of a full connection. The weight gradient of a sample is put off until all its steps are known: then each
 * active input's row is touched once, and summed over its spikes in registers.
 */
final class LinearGradient implements SynapseGradient {
    private final Shape input;
    private final int out;
    private final int inWidth;
    private final int outWidth;
    private final int steps;
    private final Kernels kernels;
    private final float[] weightRows; // (out, inWidth): weights from one output to all inputs, channel-last

    LinearGradient(LayerSpec.Linear spec, Shape input, int steps, Kernels kernels) {
        this.input = input;
        this.out = spec.out();
        this.inWidth = Synapses.padded(spec.in());
        this.outWidth = Synapses.padded(out);
        this.steps = steps;
        this.kernels = kernels;
        this.weightRows = new float[out * inWidth];
    }

    @Override
    public void useWeights(float[] effective) {
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < input.size(); i++) {
                weightRows[o * inWidth + i] = effective[o * input.size() + input.channelFirst(i)];
            }
        }
    }

    @Override
    public int rowsLength() {
        return input.size() * outWidth;
    }

    @Override
    public void addInFileOrder(float[] rows, float[] gradient, int from, int to) {
        for (int o = from; o < to; o++) {
            for (int i = 0; i < input.size(); i++) {
                gradient[o * input.size() + input.channelFirst(i)] += rows[i * outWidth + o];
            }
        }
    }

    @Override
    public SynapseGradient.Worker open() {
        return new Worker();
    }

    private final class Worker implements SynapseGradient.Worker {
        private final SpikeList active = new SpikeList(out);
        private final float[] deltas = new float[steps * outWidth];
        private final SpikeList[] spikes = new SpikeList[steps];
        private final int[] starts = new int[input.size() + 2];
        private final int[] stepOf = new int[steps * input.size()];
        private final float[] valueOf = new float[steps * input.size()];

        @Override
        public void step(int t, SpikeList entered, float[] delta, float[] inputGradient, float[] rows) {
            spikes[t] = entered;
            System.arraycopy(delta, 0, deltas, t * outWidth, out);
            if (inputGradient != null) {
                active.compact(delta, out);
                kernels.accumulate(
                        weightRows,
                        inWidth,
                        0,
                        active.indices(),
                        active.values(),
                        0,
                        active.size(),
                        inputGradient,
                        0,
                        inWidth);
            }
        }

        @Override
        public void endSample(float[] rows) {
            sortByInput();
            for (int i = 0; i < input.size(); i++) {
                if (starts[i] < starts[i + 1]) {
                    kernels.accumulate(
                            deltas,
                            outWidth,
                            0,
                            stepOf,
                            valueOf,
                            starts[i],
                            starts[i + 1],
                            rows,
                            i * outWidth,
                            outWidth);
                }
            }
        }

        /** Counting sort of all spikes of the sample: for each input the steps at which it was active, ascending. */
        private void sortByInput() {
            Arrays.fill(starts, 0);
            for (final SpikeList list : spikes) {
                for (int e = 0; e < list.size(); e++) {
                    starts[list.index(e) + 2]++;
                }
            }
            for (int i = 2; i < starts.length; i++) {
                starts[i] += starts[i - 1];
            }
            for (int t = 0; t < steps; t++) {
                for (int e = 0; e < spikes[t].size(); e++) {
                    final int slot = starts[spikes[t].index(e) + 1]++;
                    stepOf[slot] = t;
                    valueOf[slot] = spikes[t].value(e);
                }
            }
        }
    }
}
