package io.memspike.memristor;

import io.memspike.core.LayerSpec;
import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;

/**
 * The slow, obvious twin of {@link NoisySynapses}: every read draws a number for every cell that conducts, in double, by
 * the formula {@code G · (1 + sigma · g)}. For convolutions every output position reads the kernel's cells anew.
 */
final class PerCellReads {
    private final MemristorArray array;
    private final Shape input;
    private final double sigma;
    private final RandomStream stream;
    private final double[] positive;
    private final double[] negative;
    private final byte[] mask;

    PerCellReads(MemristorArray array, Shape input, double sigma, long seed) {
        this.array = array;
        this.input = input;
        this.sigma = sigma;
        this.stream = RandomStream.of(seed, "per cell");
        this.positive = array.positiveSiemens();
        this.negative = array.negativeSiemens();
        this.mask = array.mask();
    }

    /** Currents of one read: (output size), channel-last. */
    double[] read(SpikeList spikes) {
        final double[] current = new double[array.layer().output(input).size()];
        visit(
                spikes,
                (output, weight, value) ->
                        current[output] += value * scale() * (noisy(positive[weight]) - noisy(negative[weight])));
        return current;
    }

    /** The noise's exact standard deviation in each current. */
    double[] deviations(SpikeList spikes) {
        final double[] variance = new double[array.layer().output(input).size()];
        visit(spikes, (output, weight, value) -> {
            final double factor = sigma * scale() * value;
            variance[output] +=
                    factor * factor * (positive[weight] * positive[weight] + negative[weight] * negative[weight]);
        });
        for (int i = 0; i < variance.length; i++) {
            variance[i] = Math.sqrt(variance[i]);
        }
        return variance;
    }

    private double noisy(double siemens) {
        return siemens * (1 + sigma * stream.nextGaussian());
    }

    private double scale() {
        return array.layer().weightScale() * 1e6; // per siemens
    }

    private interface Visitor {
        void visit(int output, int weight, double value);
    }

    /** Every (active input, output, connected weight) in turn. */
    private void visit(SpikeList spikes, Visitor visitor) {
        final Shape output = array.layer().output(input);
        for (int e = 0; e < spikes.size(); e++) {
            for (int o = 0; o < output.size(); o++) {
                final int weight = weight(spikes.index(e), o, output);
                if (weight >= 0 && mask[weight] == 1) {
                    visitor.visit(o, weight, spikes.value(e));
                }
            }
        }
    }

    private int weight(int in, int out, Shape output) {
        if (array.layer() instanceof LayerSpec.Linear linear) {
            return out * linear.in() + input.channelFirst(in);
        }
        final LayerSpec.Conv2d conv = (LayerSpec.Conv2d) array.layer();
        final int position = in / input.channels();
        final int target = out / output.channels();
        final int row = position / input.width() - target / output.width() * conv.stride() + conv.padding();
        final int column = position % input.width() - target % output.width() * conv.stride() + conv.padding();
        if (row < 0 || row >= conv.kernel() || column < 0 || column >= conv.kernel()) {
            return -1;
        }
        final int channel = out % output.channels() * conv.in() + in % input.channels();
        return (channel * conv.kernel() + row) * conv.kernel() + column;
    }
}
