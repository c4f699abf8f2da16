package io.memspike.datasets.encode.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import java.util.Arrays;

/**
 * Gaussian receptive fields over [0, 1] (Bohte, Kok and La Poutré, "Error-backpropagation in temporally encoded networks of
 * spiking neurons", Neurocomputing 48, 2002): of N neurons n = 0, 1, … has the centre {@code (2n − 1) / (2 (N − 2))} and all the
 * deviation {@code 1 / (γ (N − 2))}, γ = 1.5. So the first centre lies half a spacing below 0 and the last one above 1, and
 * every value is half a spacing from one at most. Neuron n of channel c is channel {@code c · N + n}. Immutable.
 */
final class ReceptiveFields {
    private static final double GAMMA = 1.5;

    private final Shape source;
    private final int neurons;
    private final double[] black; // responses to 0, which frames do not list

    ReceptiveFields(Shape source, int neurons) {
        this.source = source;
        this.neurons = neurons;
        this.black = new double[neurons];
        Arrays.setAll(black, n -> response(0, n));
    }

    Shape shape() {
        return new Shape(Math.multiplyExact(source.channels(), neurons), source.height(), source.width());
    }

    /**
     * What all neurons answer to all values of a frame, those that it does not list being 0.
     *
     * @param responses [row][column][channel][neuron], in (0, 1]. Modified.
     */
    void respond(SpikeList frame, double[] responses) {
        for (int i = 0; i < responses.length; i++) {
            responses[i] = black[i % neurons];
        }
        for (int e = 0; e < frame.size(); e++) {
            for (int n = 0; n < neurons; n++) {
                responses[frame.index(e) * neurons + n] = response(frame.value(e), n);
            }
        }
    }

    private double response(double value, int n) {
        final double deviations = GAMMA * (value * (neurons - 2) - (n - 0.5));
        return StrictMath.exp(-0.5 * deviations * deviations); // the same bits on every machine
    }
}
