package io.memspike.memristor.converter;

import java.util.ArrayList;
import java.util.List;

/**
 * A static non-linearity: what a value looks like to an otherwise ideal converter, both in full scales, over [−1, 1]
 * (bipolar) or [0, 1] (unipolar). Integral non-linearity is the difference of curve and identity, differential
 * non-linearity its change from code to code. Plain arithmetic: same bits on every JDK. Immutable.
 */
public sealed interface TransferCurve {
    /** No non-linearity. */
    TransferCurve IDENTITY = new Polynomial(List.of(0.0, 1.0));

    /** The curve at {@code value}, both in full scales. */
    double at(double value);

    /** {@code Σ coefficients[i] · valueⁱ}. */
    static TransferCurve polynomial(double... coefficients) {
        final List<Double> list = new ArrayList<>();
        for (final double coefficient : coefficients) {
            list.add(coefficient);
        }
        return new Polynomial(list);
    }

    /**
     * {@code (1 − strength) · x + strength · x³}: odd, right at 0 and at both ends, off by up to
     * {@code 0.385 · strength} full scales (at x = 1/√3) between them. Above 0 small values are squeezed, at 1 the curve
     * is x³; below 0 large ones are, at −½ it is flat at the ends.
     *
     * @param strength in [−½, 1], where the curve does not fall
     */
    static TransferCurve cubic(double strength) {
        if (!(strength >= -0.5 && strength <= 1)) {
            throw new IllegalArgumentException(
                    "non-linearity: expected a cubic strength in [-0.5, 1], found " + strength);
        }
        return strength == 0 ? IDENTITY : polynomial(0, 1 - strength, 0, strength);
    }

    /**
     * The curve of a converter whose integral non-linearity was measured: linear between its transitions.
     *
     * @param resolution bits and polarity of the converter
     * @param inlLsb (codes − 1): how far the transition from code i to the next lies above its ideal place, in LSB.
     *     Not modified.
     */
    static TransferCurve ofInl(Resolution resolution, double[] inlLsb) {
        if (inlLsb.length != resolution.codes() - 1) {
            throw new IllegalArgumentException("INL: expected " + (resolution.codes() - 1) + " transitions of "
                    + resolution.bits() + " bits, found " + inlLsb.length);
        }
        final double from = resolution.polarity().from();
        final List<Double> inputs = new ArrayList<>(List.of(from));
        final List<Double> outputs = new ArrayList<>(List.of(from));
        for (int i = 0; i < inlLsb.length; i++) {
            inputs.add(from + (i + 0.5 + inlLsb[i]) * resolution.lsb());
            outputs.add(from + (i + 0.5) * resolution.lsb());
        }
        inputs.add(1.0);
        outputs.add(1.0);
        return new Table(inputs, outputs);
    }

    /**
     * The same from differential non-linearity, whose running sum is the integral one.
     *
     * @param resolution bits and polarity of the converter
     * @param dnlLsb (codes − 2): by how much code i + 1 is wider than one LSB; −1 is a missing code. Not modified.
     */
    static TransferCurve ofDnl(Resolution resolution, double[] dnlLsb) {
        if (dnlLsb.length != resolution.codes() - 2) {
            throw new IllegalArgumentException("DNL: expected " + (resolution.codes() - 2) + " inner codes of "
                    + resolution.bits() + " bits, found " + dnlLsb.length);
        }
        final double[] inl = new double[resolution.codes() - 1];
        for (int i = 1; i < inl.length; i++) {
            inl[i] = inl[i - 1] + dnlLsb[i - 1];
        }
        return ofInl(resolution, inl);
    }

    /**
     * A polynomial.
     *
     * @param coefficients ascending, finite, at least one
     */
    record Polynomial(List<Double> coefficients) implements TransferCurve {
        public Polynomial {
            coefficients = List.copyOf(coefficients);
            if (coefficients.isEmpty() || !coefficients.stream().allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(
                        "transfer curve: expected finite coefficients, at least one, found " + coefficients);
            }
        }

        @Override
        public double at(double value) {
            double sum = 0;
            for (int i = coefficients.size() - 1; i >= 0; i--) {
                sum = sum * value + coefficients.get(i);
            }
            return sum;
        }
    }

    /**
     * Straight lines between points, level beyond them. Where two inputs are equal the curve jumps to the later output.
     *
     * @param inputs at least two, never falling
     * @param outputs one for each, never falling
     */
    record Table(List<Double> inputs, List<Double> outputs) implements TransferCurve {
        public Table {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
            if (inputs.size() < 2 || inputs.size() != outputs.size()) {
                throw new IllegalArgumentException("transfer curve: expected at least 2 points, found " + inputs.size()
                        + " inputs and " + outputs.size() + " outputs");
            }
            requireRising("inputs", inputs);
            requireRising("outputs", outputs);
        }

        private static void requireRising(String what, List<Double> values) {
            for (int i = 0; i < values.size(); i++) {
                if (!Double.isFinite(values.get(i)) || i > 0 && values.get(i) < values.get(i - 1)) {
                    throw new IllegalArgumentException("transfer curve: expected finite " + what
                            + " that never fall, found " + values.get(i) + " at index " + i);
                }
            }
        }

        @Override
        public double at(double value) {
            if (!(value >= inputs.get(0))) {
                return outputs.get(0);
            }
            int below = 0;
            int above = inputs.size();
            while (above - below > 1) { // inputs[below] ≤ value < inputs[above]
                final int middle = (below + above) >>> 1;
                if (inputs.get(middle) <= value) {
                    below = middle;
                } else {
                    above = middle;
                }
            }
            if (above == inputs.size()) {
                return outputs.get(below);
            }
            final double share = (value - inputs.get(below)) / (inputs.get(above) - inputs.get(below));
            return outputs.get(below) + share * (outputs.get(above) - outputs.get(below));
        }
    }
}
