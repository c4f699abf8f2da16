package io.memspike.tasks.analog;

/**
 * A full connection of weights and biases ±1 with sigmoid neurons: y_o = 1 / (1 + exp(−gain · (Σ_i w_io x_i + b_o))).
 *
 * @param inputs number of inputs, without the bias
 * @param outputs number of neurons
 * @param signs weights, ±1: (inputs + 1, outputs), row-major; the last row holds the biases. Not copied, not to be
 *     modified.
 * @param gain slope of the neurons per unit of the weighted sum, greater than 0
 */
public record BinaryLayer(int inputs, int outputs, byte[] signs, double gain) {
    /** Checks all of it. */
    public BinaryLayer {
        if (inputs < 1 || outputs < 1 || signs.length != (inputs + 1) * outputs) {
            throw new IllegalArgumentException("binary layer: expected " + (inputs + 1) + "×" + outputs
                    + " signs, biases included, found " + signs.length);
        }
        for (int k = 0; k < signs.length; k++) {
            if (signs[k] != 1 && signs[k] != -1) {
                throw new IllegalArgumentException("binary layer: sign " + k + ": expected 1 or -1, found " + signs[k]);
            }
        }
        if (!(gain > 0 && gain < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("binary layer: gain: expected more than 0, found " + gain);
        }
    }

    /**
     * The layer as pairs of cells: +1 is G⁺ low-ohmic and G⁻ high-ohmic, −1 the other way round.
     *
     * @param lowOhm resistance of a low-ohmic cell, Ω
     * @param highOhm resistance of a high-ohmic cell, Ω
     * @return (inputs + 1, 2 · outputs), S
     */
    public double[][] conductances(double lowOhm, double highOhm) {
        final double[][] siemens = new double[inputs + 1][2 * outputs];
        for (int i = 0; i <= inputs; i++) {
            for (int o = 0; o < outputs; o++) {
                final boolean isPositive = signs[i * outputs + o] > 0;
                siemens[i][2 * o] = 1 / (isPositive ? lowOhm : highOhm);
                siemens[i][2 * o + 1] = 1 / (isPositive ? highOhm : lowOhm);
            }
        }
        return siemens;
    }
}
