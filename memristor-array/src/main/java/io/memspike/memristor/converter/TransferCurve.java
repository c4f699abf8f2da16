package io.memspike.memristor.converter;

import io.memspike.core.RandomStream;
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

    /** By how much the curve rises about {@code value}; of straight lines between points, by how much it does over a few of them. */
    double slope(double value);

    /** Whether each column's curve is its own; {@link #at} and {@link #slope} are then the mean one's, or the first one's. */
    default boolean differsByColumn() {
        return false;
    }

    /**
     * The curve of one column.
     *
     * @param column number of the column
     * @param stream source of its chance. Advanced where that decides.
     */
    default TransferCurve ofColumn(int column, RandomStream stream) {
        return this;
    }

    /** The curves themselves, for checks. */
    default List<TransferCurve> all() {
        return List.of(this);
    }

    /**
     * Cubic curves whose strengths differ between columns.
     *
     * @param strength mean strength, as {@link #cubic} has it
     * @param sigma standard deviation between columns, at least 0; what falls out of the range is taken to its end
     */
    static TransferCurve cubic(double strength, double sigma) {
        return sigma == 0 ? cubic(strength) : new Spread(strength, sigma);
    }

    /** Curves of columns, one after the other and from the first again; one serves all. */
    static TransferCurve byColumn(List<TransferCurve> curves) {
        return curves.size() == 1 ? curves.get(0) : new ByColumn(curves);
    }

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

        @Override
        public double slope(double value) {
            double sum = 0;
            for (int i = coefficients.size() - 1; i > 0; i--) {
                sum = sum * value + i * coefficients.get(i);
            }
            return sum;
        }
    }

    /**
     * Cubic curves of columns.
     *
     * @param strength their mean
     * @param sigma their standard deviation, above 0
     */
    record Spread(double strength, double sigma) implements TransferCurve {
        public Spread {
            cubic(strength); // checks
            if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "non-linearity: expected a finite deviation between columns of at least 0, found " + sigma);
            }
        }

        @Override
        public double at(double value) {
            return cubic(strength).at(value);
        }

        @Override
        public double slope(double value) {
            return cubic(strength).slope(value);
        }

        @Override
        public boolean differsByColumn() {
            return true;
        }

        @Override
        public TransferCurve ofColumn(int column, RandomStream stream) {
            return cubic(Math.min(1, Math.max(-0.5, strength + sigma * stream.nextGaussian())));
        }
    }

    /**
     * Curves that were measured, one for each column; more columns begin with the first again.
     *
     * @param curves at least one, each the same for all columns
     */
    record ByColumn(List<TransferCurve> curves) implements TransferCurve {
        public ByColumn {
            curves = List.copyOf(curves);
            if (curves.isEmpty() || curves.stream().anyMatch(TransferCurve::differsByColumn)) {
                throw new IllegalArgumentException(
                        "transfer curve: expected at least one curve, each the same for all columns, found " + curves);
            }
        }

        @Override
        public double at(double value) {
            return curves.get(0).at(value);
        }

        @Override
        public double slope(double value) {
            return curves.get(0).slope(value);
        }

        @Override
        public boolean differsByColumn() {
            return true;
        }

        @Override
        public TransferCurve ofColumn(int column, RandomStream stream) {
            return curves.get(column % curves.size());
        }

        @Override
        public List<TransferCurve> all() {
            return curves;
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

        /** The mean over the width of two codes on either side: about a point alone it is 0, or as steep as a jump. */
        @Override
        public double slope(double value) {
            final double first = inputs.get(0);
            final double last = inputs.get(inputs.size() - 1);
            final double reach = 2 * (last - first) / (inputs.size() - 1);
            final double from = Math.max(first, value - reach);
            final double to = Math.min(last, value + reach);
            return to > from ? (at(to) - at(from)) / (to - from) : 1;
        }
    }
}
