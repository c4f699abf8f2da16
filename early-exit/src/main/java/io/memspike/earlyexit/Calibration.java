package io.memspike.earlyexit;

/**
 * The threshold that keeps a wanted accuracy with the fewest steps, on samples that were not trained on. Of thresholds
 * that give the same steps it is the largest, the safer one. Accuracy need not grow with the threshold: to an absolute
 * accuracy the first threshold that reaches it is taken, to a loss the first from which on all surely keep it.
 */
public sealed interface Calibration {
    /** Standard normal quantile of 95 %. */
    double SIGMAS = 1.6449;

    /** Least accuracy asked for, in [0, 1]. */
    double wantedAccuracy();

    /** The threshold that was found, or, where none will do, the one that comes nearest. */
    ExitCurve.Point point();

    /** What all steps give. */
    ExitCurve.Point allSteps();

    /** Where the true accuracy at that threshold lies, the held-out samples being only a sample. */
    default Interval accuracyInterval() {
        return Interval.wilson(point().correct(), point().samples());
    }

    /** A threshold keeps the wanted accuracy; components as in {@link Calibration}. */
    record Found(double wantedAccuracy, ExitCurve.Point point, ExitCurve.Point allSteps) implements Calibration {}

    /** No threshold does; components as in {@link Calibration}. */
    record Unreachable(double wantedAccuracy, ExitCurve.Point point, ExitCurve.Point allSteps) implements Calibration {
        /** Why, in one line. */
        public String reason() {
            return "early exit: expected an accuracy of at least " + wantedAccuracy + ", found at most "
                    + point.accuracy() + " (" + point.correct() + " of " + point.samples() + " samples) at threshold "
                    + point.threshold();
        }
    }

    /**
     * Calibrates to an absolute accuracy.
     *
     * @param curve of the policy on held-out samples
     * @param wantedAccuracy in [0, 1]
     */
    static Calibration toAccuracy(ExitCurve curve, double wantedAccuracy) {
        if (!(wantedAccuracy >= 0 && wantedAccuracy <= 1)) {
            throw new IllegalArgumentException(
                    "calibration: expected a wanted accuracy in [0, 1], found " + wantedAccuracy);
        }
        final double leastCorrect = leastCorrect(curve, wantedAccuracy);
        ExitCurve.Point best = curve.stair(0);
        for (int i = 0; i < curve.stairs(); i++) { // steps grow with the threshold: the first is the fewest
            final ExitCurve.Point point = curve.stair(i);
            if (point.correct() >= leastCorrect) {
                return new Found(wantedAccuracy, point, curve.allSteps());
            }
            best = point.correct() >= best.correct() ? point : best;
        }
        return new Unreachable(wantedAccuracy, best, curve.allSteps());
    }

    private static double leastCorrect(ExitCurve curve, double accuracy) {
        // one part in 10⁹ absorbs the rounding of decimal fractions
        return Math.ceil(accuracy * curve.samples() - 1e-9 * curve.samples());
    }

    /**
     * Calibrates to a loss against running all steps: the fewest steps that lose no more with 95 % confidence, and from
     * which on no larger threshold does either. What a larger threshold would lose again was luck with these samples.
     *
     * @param curve of the policy on held-out samples
     * @param points allowed loss of accuracy in percentage points, at least 0; all steps where nothing less is sure
     */
    static Calibration toLoss(ExitCurve curve, double points) {
        return toLoss(curve, points, SIGMAS);
    }

    /** The same, as sure as {@code sigmas} standard deviations of the loss make it. */
    static Calibration toLoss(ExitCurve curve, double points, double sigmas) {
        if (!(points >= 0 && points < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "calibration: expected an allowed loss of at least 0 points, found " + points);
        }
        final double allowed = points / 100 + 1e-9; // which absorbs the rounding of decimal fractions
        int stair = curve.stairs() - 1; // all steps
        while (stair > 0 && curve.stair(stair - 1).lossBound(curve.allSteps(), sigmas) <= allowed) {
            stair--;
        }
        return new Found(Math.max(0, curve.allSteps().accuracy() - points / 100), curve.stair(stair), curve.allSteps());
    }
}
