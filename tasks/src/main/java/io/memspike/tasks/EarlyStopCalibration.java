package io.memspike.tasks;

import io.memspike.core.Samples;
import io.memspike.core.run.Network;
import io.memspike.earlyexit.Calibration;
import io.memspike.earlyexit.ExitCurve;
import io.memspike.earlyexit.SoftmaxPolicy;
import io.memspike.earlyexit.Trajectories;
import java.util.function.IntConsumer;

/**
 * Finds the early-stop threshold of a classifier on samples that it was not trained on.
 *
 * @param policy the rule with the threshold found
 * @param curve accuracy against steps over all thresholds
 * @param calibration what was asked for and found
 */
public record EarlyStopCalibration(SoftmaxPolicy policy, ExitCurve curve, Calibration calibration) {
    /**
     * Calibrates to an allowed loss of accuracy.
     *
     * @param network the classifier
     * @param heldOut samples that it was not trained on
     * @param rule {@code confidence}, {@code margin} or {@code entropy}
     * @param points allowed loss against all steps, in percentage points
     * @param threads inference threads; they change no result
     * @param progress told the number of samples done, now and then
     */
    public static EarlyStopCalibration toLoss(
            Network network, Samples heldOut, String rule, double points, int threads, IntConsumer progress) {
        return toLoss(trajectories(network, heldOut, threads, progress), rule, points);
    }

    /** The same of what was recorded before. */
    public static EarlyStopCalibration toLoss(Trajectories heldOut, String rule, double points) {
        final ExitCurve curve = curve(heldOut, rule);
        return of(rule, curve, Calibration.toLoss(curve, points));
    }

    /** The same to an absolute accuracy in [0, 1]. */
    public static EarlyStopCalibration toAccuracy(Trajectories heldOut, String rule, double accuracy) {
        final ExitCurve curve = curve(heldOut, rule);
        return of(rule, curve, Calibration.toAccuracy(curve, accuracy));
    }

    /**
     * All that a stop could see of samples.
     *
     * @param network the classifier
     * @param samples that it was not trained on
     * @param threads inference threads; they change no result
     * @param progress told the number of samples done, now and then
     */
    public static Trajectories trajectories(Network network, Samples samples, int threads, IntConsumer progress) {
        return new ClassifierEvaluation(network, samples, threads, progress)
                .record()
                .trajectories();
    }

    private static EarlyStopCalibration of(String rule, ExitCurve curve, Calibration calibration) {
        return new EarlyStopCalibration(
                SoftmaxPolicy.of(rule, calibration.point().threshold()), curve, calibration);
    }

    private static ExitCurve curve(Trajectories trajectories, String rule) {
        return ExitCurve.of(SoftmaxPolicy.of(rule, 1f), trajectories);
    }
}
