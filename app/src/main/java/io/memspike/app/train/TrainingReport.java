package io.memspike.app.train;

import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.topology.TrainingProgress;

/** Shows a training under way: a bar over all epochs with loss, accuracy, speed and time left, and a line an epoch. */
public final class TrainingReport implements TrainingProgress {
    private final Report report;
    private final ClassifierPlan plan;
    private final boolean json;
    private Progress bar;
    private double loss = Double.NaN;
    private long samples;
    private long nanos;

    public TrainingReport(Report report, ClassifierPlan plan, boolean json) {
        this.report = report;
        this.plan = plan;
        this.json = json;
    }

    @Override
    public void updated(int epoch, int done, int of, double meanLoss, double accuracy) {
        if (bar == null) {
            bar = Progress.of("epoch " + epoch + "/" + plan.epochs(), of, json);
        }
        bar.training(done, meanLoss, accuracy);
    }

    @Override
    public void epochDone(EpochResult result) {
        if (bar != null) {
            bar.close();
            bar = null;
        }
        loss = result.loss();
        samples += result.samples();
        nanos += result.nanos();
        report.line(
                "epoch %d/%d  loss %.4f  training accuracy %.2f %%  %.0f samples/s",
                result.epoch(), plan.epochs(), loss, 100 * result.accuracy(), result.samplesPerSecond());
    }

    /** Mean over all epochs of this run; 0 where none was left to do. */
    public double samplesPerSecond() {
        return nanos == 0 ? 0 : samples * 1e9 / nanos;
    }

    /** Seconds spent in epochs. */
    public double seconds() {
        return nanos / 1e9;
    }

    /** Mean loss of the last epoch, or null where none was left to do. */
    public Double loss() {
        return Double.isNaN(loss) ? null : loss;
    }
}
