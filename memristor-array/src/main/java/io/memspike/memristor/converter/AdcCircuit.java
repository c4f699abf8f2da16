package io.memspike.memristor.converter;

import io.memspike.core.RandomStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * How an ADC finds its code: how long that takes, what it costs, and where its transitions lie when its parts are not
 * all alike. Each kind is monotone whatever its parts are. With a spread of 0 the transitions are ideal.
 *
 * <p>Energy is Walden's figure of merit times 2ᵇ (R. Walden, "Analog-to-digital converter survey and analysis", IEEE
 * JSAC 17, 1999), with one figure for each kind: a published chip's for successive approximation, design points of the
 * order of what single-slope and flash chips reach for the others. B. Murmann's "ADC Performance Survey" lists what has
 * been reached. Figures are per effective bit; b nominal bits are counted, so this is an upper bound for such a chip.
 */
public sealed interface AdcCircuit {
    /** Most bits of a circuit whose parts differ from column to column: each column then keeps all its transitions. */
    int MAX_SPREAD_BITS = 12;

    /**
     * The circuit of a name, {@code sar}, {@code ramp} or {@code flash}; empty where no circuit has it.
     *
     * @param spread of a SAR's unit capacitors or a flash's comparators; droop of a ramp
     */
    static Optional<AdcCircuit> of(String name, double spread) {
        return Optional.ofNullable(
                switch (name) {
                    case "sar" -> new Sar(spread);
                    case "ramp" -> new Ramp(spread);
                    case "flash" -> new Flash(spread);
                    default -> null;
                });
    }

    /** Duration of a conversion, in clock cycles. */
    long cycles(int bits);

    /** Walden's figure of merit, in joules for each conversion step. */
    double stepJoules();

    /** Energy of a conversion, in joules: {@code stepJoules · 2ᵇ}. */
    default double conversionJoules(int bits) {
        return stepJoules() * (1L << bits);
    }

    /** Whether each column's transitions are its own. */
    boolean differsByColumn();

    /** Whether transitions are ideal. */
    boolean isIdeal();

    /**
     * How many codes a little more of an input is told by, ideally 1; chance within the circuit plays no part.
     *
     * @param part of the range, in [0, 1]
     */
    default double slope(double part) {
        return 1;
    }

    /**
     * Where transitions lie.
     *
     * @param bits resolution, at least 1
     * @param stream source of one column's chance. Advanced where {@link #differsByColumn}.
     * @return (2ᵇ − 1), never falling: the input, in LSB above the lowest code, from which on code k + 1 or a higher
     *     one is given; ideally k + ½
     */
    double[] transitionsLsb(int bits, RandomStream stream);

    /**
     * Successive approximation: one bit a cycle, compared with a charge-redistribution DAC of binary-weighted capacitors.
     * Capacitor i has 2ⁱ units, each off by an independent normal fraction, and so {@code 2ⁱ + σ √(2ⁱ) g}; the largest
     * switch together at the half and the quarters, where integral non-linearity jumps. Its standard deviation is
     * largest in the middle: {@code σ √(2ᵇ) / 2} LSB.
     *
     * <p>Figure of merit: 4.4 fJ, M. van Elzakker et al., "A 1.9 µW 4.4 fJ/conversion-step 10b 1 MS/s charge-redistribution
     * ADC", ISSCC 2008.
     *
     * @param unitSigma σ of a unit capacitor as a fraction, in [0, 0.15]: 0 is more than six sigma away
     */
    record Sar(double unitSigma) implements AdcCircuit {
        private static final double STEP_JOULES = 4.4e-15;

        public Sar {
            if (!(unitSigma >= 0 && unitSigma <= 0.15)) {
                throw new IllegalArgumentException(
                        "SAR: expected a spread of unit capacitors in [0, 0.15], found " + unitSigma);
            }
        }

        @Override
        public long cycles(int bits) {
            return bits;
        }

        @Override
        public double stepJoules() {
            return STEP_JOULES;
        }

        @Override
        public boolean differsByColumn() {
            return unitSigma > 0;
        }

        @Override
        public boolean isIdeal() {
            return unitSigma == 0;
        }

        @Override
        public double[] transitionsLsb(int bits, RandomStream stream) {
            final double[] units = new double[bits];
            double total = unit(1, stream); // the capacitor that ends the row
            for (int i = 0; i < bits; i++) {
                units[i] = unit(1L << i, stream);
                total += units[i];
            }
            final double[] transitions = new double[(1 << bits) - 1];
            for (int k = 0; k < transitions.length; k++) {
                transitions[k] = (1 << bits) * reach(k + 1, bits - 1, 0, units) / total - 0.5;
            }
            return transitions;
        }

        private double unit(long units, RandomStream stream) {
            return isIdeal() ? units : units + unitSigma * Math.sqrt(units) * stream.nextGaussian();
        }

        /**
         * Least input, in units, that the search ends on {@code code} or above with: a bit of the code must be kept, and
         * where it has none, keeping one does as well. {@code level} is that of the bits above {@code bit}.
         */
        private static double reach(int code, int bit, double level, double[] units) {
            if (bit < 0) {
                return Double.NEGATIVE_INFINITY;
            }
            final double kept = level + units[bit];
            return (code >> bit & 1) == 1
                    ? Math.max(kept, reach(code, bit - 1, kept, units))
                    : Math.min(kept, reach(code, bit - 1, level, units));
        }
    }

    /**
     * Single slope: a ramp rises while a counter runs, one step a cycle, until it passes the input. All columns share
     * the ramp, so its curve is smooth and the same for all. A current source of finite output resistance charges the
     * ramp's capacitor along {@code (1 − e^(−droop · t)) / (1 − e^(−droop))}, with t from 0 to 1 over all codes.
     *
     * <p>Figure of merit: 98 fJ, a design point and not a confirmed citation: it is what 14 µW at 7.9 effective bits and a
     * bandwidth of 300 kHz come to, {@code 14 µW / (2^7.9 · 2 · 300 kHz)}.
     *
     * @param droop ramp time over time constant, in [0, 10]; 0 is a straight ramp
     */
    record Ramp(double droop) implements AdcCircuit {
        private static final double STEP_JOULES = 98e-15;

        public Ramp {
            if (!(droop >= 0 && droop <= 10)) {
                throw new IllegalArgumentException("ramp ADC: expected a droop in [0, 10], found " + droop);
            }
        }

        @Override
        public long cycles(int bits) {
            return 1L << bits;
        }

        @Override
        public double stepJoules() {
            return STEP_JOULES;
        }

        @Override
        public boolean differsByColumn() {
            return false;
        }

        @Override
        public boolean isIdeal() {
            return droop == 0;
        }

        /** Time over value: the ramp's own slope, the other way round. */
        @Override
        public double slope(double part) {
            final double whole = -StrictMath.expm1(-droop);
            return droop == 0 ? 1 : whole / (droop * (1 - part * whole));
        }

        @Override
        public double[] transitionsLsb(int bits, RandomStream stream) {
            final int codes = 1 << bits;
            final double[] transitions = new double[codes - 1];
            for (int k = 0; k < transitions.length; k++) {
                final double time = (k + 0.5) / codes;
                transitions[k] =
                        codes * (droop == 0 ? time : StrictMath.expm1(-droop * time) / StrictMath.expm1(-droop));
            }
            return transitions;
        }
    }

    /**
     * Flash: one comparator for each transition, all at once; their offsets are independent, so the non-linearity of one
     * code says nothing of the next. The code is the number of comparators that fire, which keeps it monotone.
     *
     * <p>Figure of merit: 0.16 pJ, a design point and not a confirmed citation: it is what 2.5 mW at 3.6 effective bits and
     * 1.25 GS/s come to, {@code 2.5 mW / (2^3.6 · 1.25 GS/s)}.
     *
     * @param offsetSigmaLsb standard deviation of a comparator's offset, in LSB, at least 0
     */
    record Flash(double offsetSigmaLsb) implements AdcCircuit {
        private static final double STEP_JOULES = 0.16e-12;

        public Flash {
            if (!ChannelErrors.isSigma(offsetSigmaLsb)) {
                throw new IllegalArgumentException(
                        "flash ADC: expected finite comparator offsets of at least 0, found " + offsetSigmaLsb);
            }
        }

        @Override
        public long cycles(int bits) {
            return 1;
        }

        @Override
        public double stepJoules() {
            return STEP_JOULES;
        }

        @Override
        public boolean differsByColumn() {
            return offsetSigmaLsb > 0;
        }

        @Override
        public boolean isIdeal() {
            return offsetSigmaLsb == 0;
        }

        @Override
        public double[] transitionsLsb(int bits, RandomStream stream) {
            final double[] transitions = new double[(1 << bits) - 1];
            for (int k = 0; k < transitions.length; k++) {
                transitions[k] = k + 0.5 + (isIdeal() ? 0 : offsetSigmaLsb * stream.nextGaussian());
            }
            Arrays.sort(transitions); // how many fire does not depend on which
            return transitions;
        }
    }
}
