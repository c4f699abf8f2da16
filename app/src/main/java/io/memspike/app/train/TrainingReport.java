package io.memspike.app.train;

import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.topology.TrainingProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows a training under way: a bar over all epochs with loss, accuracy, speed and time left, and a line an epoch. */
public final class TrainingReport implements TrainingProgress {
    private final Report report;
    private final ClassifierPlan plan;
    private final boolean json;
    private Progress bar;
    private final List<EpochResult> epochs = new ArrayList<>();

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
        epochs.add(result);
        report.line(
                "epoch %d/%d  loss %.4f  training accuracy %.2f %%%s  %.0f samples/s",
                result.epoch(),
                plan.epochs(),
                result.loss(),
                100 * result.accuracy(),
                result.watched() == null ? "" : watched(result.watched()),
                result.samplesPerSecond());
    }

    private String watched(double accuracy) {
        return String.format(Locale.ROOT, "  %s %.2f %%", plan.heldOut() > 0 ? "held-out" : "test", 100 * accuracy);
    }

    /** The epochs of this run. */
    List<EpochResult> epochs() {
        return List.copyOf(epochs);
    }

    /** Mean over all epochs of this run; 0 where none was left to do. */
    public double samplesPerSecond() {
        final long samples = epochs.stream().mapToLong(EpochResult::samples).sum();
        return epochs.isEmpty() ? 0 : samples / seconds();
    }

    /** Seconds spent in epochs. */
    public double seconds() {
        return epochs.stream().mapToLong(EpochResult::nanos).sum() / 1e9;
    }

    /** Mean loss of the last epoch, or null where none was left to do. */
    public Double loss() {
        return epochs.isEmpty() ? null : (Double) epochs.get(epochs.size() - 1).loss();
    }
}
