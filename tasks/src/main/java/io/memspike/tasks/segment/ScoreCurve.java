package io.memspike.tasks.segment;

import io.memspike.datasets.segment.AnnotatedImage;
import java.util.Arrays;

/**
 * How well scores part two classes, at every threshold: what scores at least as much is taken for positive. A point for each
 * distinct score, from the highest down; nothing depends on the order in which equal scores come.
 *
 * <p>Areas are those of trapezoids between points: of the receiver operating characteristic from (0, 0) on, and of precision
 * over recall from (recall 0, precision 1) on. The average precision is the sum of steps, Σ (recall − recall before) · precision,
 * which no line between points flatters (Davis, Goadrich, "The relationship between precision-recall and ROC curves", ICML 2006).
 * What is not defined, where a class is absent, is NaN. Immutable; for any number of threads.
 */
public final class ScoreCurve {
    private final float[] scores; // distinct, descending
    private final int[] found; // positives that score at least as much
    private final int[] taken; // all that score at least as much

    private ScoreCurve(float[] scores, int[] found, int[] taken) {
        this.scores = scores;
        this.found = found;
        this.taken = taken;
    }

    /** Collects scores; one thread. */
    public static final class Builder {
        private int[] keys = new int[1 << 10]; // bits of a score that is at least 0, then whether it is positive
        private int size;

        /** Nothing yet. */
        public Builder() {}

        /**
         * Adds a score.
         *
         * @param score in [0, 1]
         * @param isPositive the right class
         */
        public void add(float score, boolean isPositive) {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException("score: expected one in [0, 1], found " + score);
            }
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, Math.addExact(size, Math.max(1, size / 2)));
            }
            keys[size++] = Float.floatToIntBits(score + 0f) << 1 | (isPositive ? 1 : 0); // −0 + 0 = 0
        }

        /**
         * Adds the pixels of an image that count.
         *
         * @param map scores, [height, width]
         */
        public void add(AnnotatedImage image, float[] map) {
            for (int i = 0; i < map.length; i++) {
                final float target = image.target(i);
                if (target >= 0) {
                    add(map[i], target == 1);
                }
            }
        }

        /** The curve of all that was added. */
        public ScoreCurve build() {
            final int[] sorted = Arrays.copyOf(keys, size);
            Arrays.sort(sorted);
            int distinct = 0;
            for (int i = 0; i < size; i++) {
                distinct += i == 0 || sorted[i] >> 1 != sorted[i - 1] >> 1 ? 1 : 0;
            }
            final ScoreCurve curve = new ScoreCurve(new float[distinct], new int[distinct], new int[distinct]);
            int positives = 0;
            int at = 0;
            for (int i = size - 1; i >= 0; i--) {
                positives += sorted[i] & 1;
                if (i == 0 || sorted[i] >> 1 != sorted[i - 1] >> 1) {
                    curve.scores[at] = Float.intBitsToFloat(sorted[i] >> 1);
                    curve.found[at] = positives;
                    curve.taken[at++] = size - i;
                }
            }
            return curve;
        }
    }

    /** Number of points: of distinct scores. */
    public int points() {
        return scores.length;
    }

    /** Number of scores. */
    public int size() {
        return taken.length == 0 ? 0 : taken[taken.length - 1];
    }

    /** Number of scores of the positive class. */
    public int positives() {
        return found.length == 0 ? 0 : found[found.length - 1];
    }

    private int negatives() {
        return size() - positives();
    }

    /** Share of the positives that are found at a point; their sensitivity. */
    public double recall(int point) {
        return (double) found[point] / positives();
    }

    /** Share of what is taken for positive that is, at a point. */
    public double precision(int point) {
        return (double) found[point] / taken[point];
    }

    /** Share of the negatives that are taken for positives at a point; 1 − specificity. */
    public double fallOut(int point) {
        return (double) (taken[point] - found[point]) / negatives();
    }

    /** Area under the receiver operating characteristic: recall over fall-out. */
    public double rocArea() {
        double area = 0;
        for (int i = 0; i < scores.length; i++) {
            final double width = fallOut(i) - (i == 0 ? 0 : fallOut(i - 1));
            area += width * (recall(i) + (i == 0 ? 0 : recall(i - 1))) / 2;
        }
        return negatives() == 0 || positives() == 0 ? Double.NaN : area;
    }

    /** Area under precision over recall. */
    public double precisionRecallArea() {
        double area = 0;
        for (int i = 0; i < scores.length; i++) {
            final double width = recall(i) - (i == 0 ? 0 : recall(i - 1));
            area += width * (precision(i) + (i == 0 ? 1 : precision(i - 1))) / 2;
        }
        return positives() == 0 ? Double.NaN : area;
    }

    /** Mean precision over the positives. */
    public double averagePrecision() {
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            sum += (recall(i) - (i == 0 ? 0 : recall(i - 1))) * precision(i);
        }
        return positives() == 0 ? Double.NaN : sum;
    }

    /**
     * What a threshold does.
     *
     * @param threshold what scores at least as much is taken for positive
     * @param truePositives positives that are
     * @param falsePositives negatives that are
     * @param positives of all
     * @param size of all scores
     */
    public record Decision(double threshold, int truePositives, int falsePositives, int positives, int size) {
        /** Harmonic mean of precision and recall, which is Dice's coefficient. */
        public double f1() {
            return 2.0 * truePositives / (truePositives + (double) falsePositives + positives);
        }

        /** Share of all that are taken for what they are. */
        public double accuracy() {
            return (truePositives + ((double) size - positives - falsePositives)) / size;
        }

        /** Share of the positives that are found. */
        public double sensitivity() {
            return (double) truePositives / positives;
        }

        /** Share of the negatives that are taken for negatives. */
        public double specificity() {
            return 1 - (double) falsePositives / (size - positives);
        }

        /** Share of what is taken for positive that is. */
        public double precision() {
            return (double) truePositives / (truePositives + falsePositives);
        }
    }

    /** What a threshold does. */
    public Decision at(double threshold) {
        int low = 0; // the points before it score at least as much
        int high = scores.length;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (scores[middle] >= threshold) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? new Decision(threshold, 0, 0, positives(), size()) : decision(low - 1, threshold);
    }

    private Decision decision(int point, double threshold) {
        return new Decision(threshold, found[point], taken[point] - found[point], positives(), size());
    }

    /** The threshold with the largest F1, of equal ones the highest; null without scores. */
    public Decision best() {
        Decision best = null;
        for (int i = 0; i < scores.length; i++) {
            final Decision decision = decision(i, scores[i]);
            best = best == null || decision.f1() > best.f1() ? decision : best;
        }
        return best;
    }
}
