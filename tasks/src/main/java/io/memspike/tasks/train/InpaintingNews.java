package io.memspike.tasks.train;

import io.memspike.core.file.Model;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.inpainting.InpaintingProgress;
import java.util.Locale;

/** Tells a run how an auto-encoder's training goes: a bar an epoch with its loss, and then the {@link Epoch}. */
public final class InpaintingNews implements InpaintingProgress {
    private final Run run;
    private final int of;
    private Progress.Bar bar; // null between epochs
    private Double loss;
    private double seconds;
    private long images;
    private int epochImages;

    /**
     * An epoch that is done.
     *
     * @param epoch its number
     * @param of how many there are
     * @param reconstruction mean squared error over all pixels
     * @param loss mean loss
     * @param imagesPerSecond its speed
     */
    public record Epoch(int epoch, int of, double reconstruction, double loss, double imagesPerSecond) {}

    InpaintingNews(Run run, int of) {
        this.run = run;
        this.of = of;
    }

    @Override
    public void updated(int epoch, int done, int pictures, double reconstruction, double distance) {
        if (bar == null) {
            bar = run.begin("epoch " + epoch + "/" + of, pictures);
        }
        epochImages = done;
        loss = reconstruction + distance;
        bar.to(done, () -> String.format(Locale.ROOT, " loss %.4f", loss));
    }

    @Override
    public void epochDone(int epoch, double reconstruction, double imagesPerSecond, Model model) {
        if (bar != null) {
            bar.close();
            bar = null;
        }
        images += epochImages;
        seconds += epochImages / imagesPerSecond;
        run.tell(new Epoch(epoch, of, reconstruction, loss, imagesPerSecond));
    }

    /** Mean over all epochs of this run; 0 where none was left to do. */
    double samplesPerSecond() {
        return seconds == 0 ? 0 : images / seconds;
    }

    /** Mean loss of the last epoch, or null where none was left to do. */
    Double loss() {
        return loss;
    }
}
