package io.memspike.memristor;

import io.memspike.core.RandomStream;
import io.memspike.core.SpikeList;
import io.memspike.core.kind.matrix.Matrix;
import java.util.Arrays;

/**
 * The slow, obvious twin of {@link NoisySynapses}: every read draws a number for every cell that conducts, in double, by
 * the formula {@code G · (1 + sigma · g)}. For convolutions every output position reads the kernel's cells anew.
 */
final class PerCellReads {
    private final MemristorArray array;
    private final double sigma;
    private final RandomStream stream;
    private final double[] positive;
    private final double[] negative;
    private final byte[] mask;
    private final int[] weightOf;

    PerCellReads(MemristorArray array, double sigma, long seed) {
        this.array = array;
        this.sigma = sigma;
        this.stream = RandomStream.of(seed, "per cell");
        this.positive = array.positiveSiemens();
        this.negative = array.negativeSiemens();
        this.mask = array.mask();
        this.weightOf = weights(array.layer());
    }

    /** Currents of one read: (output size), channel-last. */
    double[] read(SpikeList spikes) {
        final double[] current = new double[array.layer().output().size()];
        visit(
                spikes,
                (output, weight, value) ->
                        current[output] += value * scale() * (noisy(positive[weight]) - noisy(negative[weight])));
        return current;
    }

    /** The noise's exact standard deviation in each current. */
    double[] deviations(SpikeList spikes) {
        final double[] variance = new double[array.layer().output().size()];
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
        final int outputs = array.layer().output().size();
        for (int e = 0; e < spikes.size(); e++) {
            for (int o = 0; o < outputs; o++) {
                final int weight = weightOf[spikes.index(e) * outputs + o];
                if (weight >= 0 && mask[weight] == 1) {
                    visitor.visit(o, weight, spikes.value(e));
                }
            }
        }
    }

    /** (inputs · outputs): which weight an input and an output meet in, or −1. */
    private static int[] weights(Matrix layer) {
        final SlowMatrix matrix = new SlowMatrix(layer);
        final int[] weights = new int[layer.input().size() * layer.output().size()];
        Arrays.fill(weights, -1);
        for (int position = 0; position < matrix.positions(); position++) {
            for (int row = 0; row < matrix.rows(); row++) {
                final int in = matrix.source(row, position);
                for (int column = 0; in >= 0 && column < layer.out(); column++) {
                    weights[in * layer.output().size() + position * layer.out() + column] = matrix.weight(row, column);
                }
            }
        }
        return weights;
    }
}
