package io.memspike.earlyexit;

import io.memspike.core.ExitPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Accuracy against mean steps of one policy for every threshold, exactly. A sample stops at the first step whose score
 * exceeds the threshold, a sample that never decides uses all steps, and the decision is the largest answer at
 * that step, the first of equals.
 *
 * <p>As the threshold rises, a sample moves from one new maximum of its score to the next. So the curve is a staircase
 * whose steps, the <em>breakpoints</em>, are those maxima; sorting them gives it in {@code O(NT log NT)} for N samples of
 * T steps. Immutable and thread-safe.
 */
public final class ExitCurve {
    private final int samples;
    private final int steps;
    private final float[] best; // (samples, steps): largest score over steps 0…t
    private final int[] decisions; // (samples, steps)
    private final int[] labels;
    private final float[] thresholds; // breakpoints, ascending; the first is 0
    private final int[] correct; // at each breakpoint
    private final int[] changed; // at each breakpoint: right here and wrong with all steps, or the reverse
    private final long[] totalSteps; // at each breakpoint

    /**
     * What a threshold would give.
     *
     * @param threshold the threshold, in [0, 1]
     * @param samples number of samples
     * @param correct how many of them would be classified rightly
     * @param changed how many would be right where all steps are wrong, or wrong where all steps are right
     * @param totalSteps steps they would use together
     */
    public record Point(float threshold, int samples, int correct, int changed, long totalSteps) {
        /** Fraction of samples classified rightly. */
        public double accuracy() {
            return (double) correct / samples;
        }

        /** Steps per sample. */
        public double meanSteps() {
            return (double) totalSteps / samples;
        }

        /**
         * A bound that the true loss of accuracy against all steps stays below, with the confidence that {@code sigmas}
         * stands for (1.645: 95 %). Both decisions come from the same samples, so only those that differ make it uncertain;
         * half a sample is added to each cell of the table of matched pairs (Agresti and Min, Statistics in Medicine 24,
         * 2005, p. 729).
         *
         * @param allSteps the same curve's point of all steps
         * @param sigmas how sure, in standard deviations
         */
        public double lossBound(Point allSteps, double sigmas) {
            final double n = samples + 2.0;
            final double lost = allSteps.correct - correct;
            return lost / n + sigmas * Math.sqrt(changed + 1.0 - lost * lost / n) / n;
        }
    }

    /**
     * The curve of a policy.
     *
     * @param policy gives the scores; its threshold does not matter
     * @param trajectories what it would have seen
     * @throws IllegalArgumentException where the policy gives a score outside [0, 1]
     */
    public static ExitCurve of(ExitPolicy policy, Trajectories trajectories) {
        return new ExitCurve(policy, trajectories);
    }

    private ExitCurve(ExitPolicy policy, Trajectories trajectories) {
        samples = trajectories.samples();
        steps = trajectories.steps();
        best = new float[samples * steps];
        decisions = new int[samples * steps];
        labels = new int[samples];
        score(policy, trajectories);

        final long[] moves = moves();
        final int count = breakpoints(moves);
        thresholds = new float[count];
        correct = new int[count];
        changed = new int[count];
        totalSteps = new long[count];
        sweep(moves);
    }

    private void score(ExitPolicy policy, Trajectories trajectories) {
        final float[][] answers = new float[steps][trajectories.classes()];
        for (int n = 0; n < samples; n++) {
            trajectories.answers(n, answers);
            labels[n] = trajectories.label(n);
            float largest = 0f;
            for (int t = 0; t < steps; t++) {
                final float score = policy.score(answers[t]);
                if (score < 0 || score > 1) {
                    throw new IllegalArgumentException("exit curve: expected scores in [0, 1], found " + score
                            + " for sample " + n + " at step " + t);
                }
                largest = score > largest ? score : largest; // NaN decides nothing
                best[n * steps + t] = largest;
                decisions[n * steps + t] = Softmax.argMax(answers[t]);
            }
        }
    }

    /** Each new maximum of a sample's score, at which it moves on: threshold in the high word, place in the low. Sorted. */
    private long[] moves() {
        final long[] moves = new long[samples * steps];
        int count = 0;
        for (int place = 0; place < best.length; place++) {
            final boolean isLast = place % steps == steps - 1;
            final float before = place % steps == 0 ? 0f : best[place - 1];
            if (!isLast && best[place] > before) {
                moves[count++] = (long) Float.floatToIntBits(best[place]) << Integer.SIZE | place;
            }
        }
        final long[] sorted = Arrays.copyOf(moves, count);
        Arrays.sort(sorted); // bits of floats from 0 up are in the order of the floats
        return sorted;
    }

    private static float threshold(long move) {
        return Float.intBitsToFloat((int) (move >>> Integer.SIZE));
    }

    private static int breakpoints(long[] moves) {
        int count = 1;
        for (int i = 0; i < moves.length; i++) {
            count += i == 0 || threshold(moves[i]) != threshold(moves[i - 1]) ? 1 : 0;
        }
        return count;
    }

    private void sweep(long[] moves) {
        for (int n = 0; n < samples; n++) {
            final int t = stop(n, 0f);
            correct[0] += isCorrect(n, t);
            changed[0] += isChanged(n, t);
            totalSteps[0] += t + 1;
        }
        int at = 0;
        for (final long move : moves) {
            final float threshold = threshold(move);
            if (at == 0 || threshold != thresholds[at]) {
                at++;
                thresholds[at] = threshold;
                correct[at] = correct[at - 1];
                changed[at] = changed[at - 1];
                totalSteps[at] = totalSteps[at - 1];
            }
            final int place = (int) move;
            final int n = place / steps;
            final int from = place % steps;
            final int to = stop(n, threshold);
            correct[at] += isCorrect(n, to) - isCorrect(n, from);
            changed[at] += isChanged(n, to) - isChanged(n, from);
            totalSteps[at] += to - from;
        }
    }

    private int isCorrect(int n, int t) {
        return decisions[n * steps + t] == labels[n] ? 1 : 0;
    }

    private int isChanged(int n, int t) {
        return isCorrect(n, t) ^ isCorrect(n, steps - 1);
    }

    private int stop(int n, float threshold) {
        int t = 0;
        while (t < steps - 1 && !(best[n * steps + t] > threshold)) {
            t++;
        }
        return t;
    }

    /** Number of samples. */
    public int samples() {
        return samples;
    }

    /** Steps that sample {@code n} would use, from 1. */
    public int steps(int n, float threshold) {
        return stop(n, threshold) + 1;
    }

    /** Class that sample {@code n} would be given. */
    public int decision(int n, float threshold) {
        return decisions[n * steps + stop(n, threshold)];
    }

    /** How many samples would use 1, 2, … steps: [steps]. */
    public int[] histogram(float threshold) {
        final int[] histogram = new int[steps];
        for (int n = 0; n < samples; n++) {
            histogram[stop(n, threshold)]++;
        }
        return histogram;
    }

    /** The curve at a threshold in [0, 1]. */
    public Point at(float threshold) {
        Softmax.check(threshold, SoftmaxPolicy.DEFAULT_TEMPERATURE);
        final int found = Arrays.binarySearch(thresholds, threshold + 0f); // −0 becomes 0
        return point(found >= 0 ? found : -found - 2, threshold);
    }

    /** The curve where every sample uses all steps. */
    public Point allSteps() {
        return at(1f);
    }

    /** The curve at {@code intervals} + 1 thresholds from 0 to 1. */
    public List<Point> grid(int intervals) {
        final List<Point> points = new ArrayList<>();
        for (int i = 0; i <= intervals; i++) {
            points.add(at((float) i / intervals));
        }
        return points;
    }

    /** Number of stairs: ranges of thresholds within which nothing changes. */
    int stairs() {
        return thresholds.length;
    }

    /** A stair at its largest threshold. */
    Point stair(int i) {
        return point(i, i == thresholds.length - 1 ? 1f : Math.nextDown(thresholds[i + 1]));
    }

    private Point point(int i, float threshold) {
        return new Point(threshold, samples, correct[i], changed[i], totalSteps[i]);
    }
}
