package io.memspike.memristor.converter;

import io.memspike.core.RandomStream;

/**
 * All transitions of one converter, and the way from a value to its code: the transitions below the value's LSB are
 * counted beforehand, those within it one by one. Immutable.
 */
final class Ladder {
    private static final int BISECTIONS = 64;

    private final double[] transitions; // (codes − 1) in LSB above the lowest code, never falling
    private final int[] starts; // (codes + 1): number of transitions up to i

    private Ladder(double[] transitions) {
        this.transitions = transitions;
        this.starts = new int[transitions.length + 2];
        int below = 0;
        for (int i = 0; i < starts.length; i++) {
            while (below < transitions.length && transitions[below] <= i) {
                below++;
            }
            starts[i] = below;
        }
    }

    /** The ladder of a converter: its circuit's transitions, seen through a curve. */
    static Ladder of(Adc adc, TransferCurve curve, RandomStream stream) {
        final Resolution resolution = adc.resolution();
        final double[] transitions = adc.circuit().transitionsLsb(resolution.bits(), stream);
        if (!curve.equals(TransferCurve.IDENTITY)) {
            for (int k = 0; k < transitions.length; k++) {
                final double level = (transitions[k] - resolution.zero()) * resolution.lsb();
                transitions[k] = inverse(curve, level, resolution.polarity()) / resolution.lsb() + resolution.zero();
            }
        }
        return new Ladder(transitions);
    }

    /** The least value within the range that the curve lifts to {@code level}; infinite where none or every one does. */
    private static double inverse(TransferCurve curve, double level, Polarity polarity) {
        double below = polarity.from();
        double reached = 1;
        if (curve.at(below) >= level) {
            return Double.NEGATIVE_INFINITY;
        }
        if (curve.at(reached) < level) {
            return Double.POSITIVE_INFINITY;
        }
        for (int i = 0; i < BISECTIONS; i++) {
            final double middle = 0.5 * (below + reached);
            if (curve.at(middle) >= level) {
                reached = middle;
            } else {
                below = middle;
            }
        }
        return reached;
    }

    /** Number of transitions up to a value, in LSB above the lowest code: the code's distance from the lowest. */
    int index(double lsb) {
        int i = lsb > 0 ? starts[(int) Math.min(lsb, starts.length - 1)] : 0;
        while (i < transitions.length && transitions[i] <= lsb) {
            i++;
        }
        return i;
    }
}
