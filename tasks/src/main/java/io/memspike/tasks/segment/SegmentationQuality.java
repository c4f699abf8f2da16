package io.memspike.tasks.segment;

import io.memspike.tasks.experiment.Means;

/** How well maps of probability part two classes of pixels. What is not defined, where a class is absent, is NaN. */
public record SegmentationQuality(
        @Means(
                "`all`, figures of the pixels that count of all images together; null where nobody has drawn what is there")
        String name,

        @Means("area under precision over recall, trapezoids between distinct probabilities, in [0, 1]")
        double prAuc,

        @Means("area under recall over fall-out, in [0, 1]") double rocAuc,
        @Means("mean precision over the positive pixels") double averagePrecision,

        @Means("F1, or Dice's coefficient, at a probability of 0.5")
        double f1,

        @Means("share of pixels that are classified rightly at 0.5")
        double accuracy,

        @Means("share of the positive pixels found at 0.5") double sensitivity,

        @Means("share of the negative pixels left out at 0.5")
        double specificity,

        @Means("the largest F1 of any threshold") double bestF1,
        @Means("the probability that gives it") double bestThreshold,
        @Means("number of pixels that count") int pixels,
        @Means("how many of them are positive") int positives) {
    private static final double HALF = 0.5;

    /** Name of the figures of all images together. */
    public static final String ALL = "all";

    /**
     * Figures of a curve.
     *
     * @param name of the image, or {@link #ALL}
     * @param curve of its pixels' probabilities
     */
    public static SegmentationQuality of(String name, ScoreCurve curve) {
        final ScoreCurve.Decision half = curve.at(HALF);
        final ScoreCurve.Decision best = curve.best();
        return new SegmentationQuality(
                name,
                curve.precisionRecallArea(),
                curve.rocArea(),
                curve.averagePrecision(),
                half.f1(),
                half.accuracy(),
                half.sensitivity(),
                half.specificity(),
                best == null ? Double.NaN : best.f1(),
                best == null ? Double.NaN : best.threshold(),
                curve.size(),
                curve.positives());
    }
}
