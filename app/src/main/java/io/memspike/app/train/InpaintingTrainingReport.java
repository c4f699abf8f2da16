package io.memspike.app.train;

import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.core.file.Model;
import io.memspike.tasks.inpainting.InpaintingPlan;
import io.memspike.tasks.inpainting.InpaintingProgress;

/** Shows an auto-encoder's training under way: a bar an epoch with its loss, and a line an epoch. */
final class InpaintingTrainingReport implements InpaintingProgress {
    private final Report report;
    private final InpaintingPlan plan;
    private final boolean json;
    private Progress bar;
    private double loss = Double.NaN;
    private double seconds;
    private long images;
    private int epochImages;

    InpaintingTrainingReport(Report report, InpaintingPlan plan, boolean json) {
        this.report = report;
        this.plan = plan;
        this.json = json;
    }

    @Override
    public void updated(int epoch, int done, int of, double reconstruction, double distance) {
        if (bar == null) {
            bar = Progress.of("epoch " + epoch + "/" + plan.epochs(), of, json);
        }
        epochImages = done;
        loss = reconstruction + distance;
        bar.training(done, loss);
    }

    @Override
    public void epochDone(int epoch, double reconstruction, double imagesPerSecond, Model model) {
        if (bar != null) {
            bar.close();
            bar = null;
        }
        images += epochImages;
        seconds += epochImages / imagesPerSecond;
        report.line(
                "epoch %d/%d  mean squared error %.4f  loss %.4f  %.1f pictures/s",
                epoch, plan.epochs(), reconstruction, loss, imagesPerSecond);
    }

    /** Mean over all epochs of this run; 0 where none was left to do. */
    double samplesPerSecond() {
        return seconds == 0 ? 0 : images / seconds;
    }

    /** Mean loss of the last epoch, or null where none was left to do. */
    Double loss() {
        return Double.isNaN(loss) ? null : loss;
    }
}
