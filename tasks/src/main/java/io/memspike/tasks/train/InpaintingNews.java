package io.memspike.tasks.train;

import io.memspike.core.file.Model;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.inpainting.InpaintingProgress;
import java.util.ArrayList;
import java.util.List;
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
    private final List<Epoch> epochs = new ArrayList<>();

    /**
     * An epoch that is done.
     *
     * @param epoch its number
     * @param of how many there are
     * @param reconstruction mean squared error over all pixels, or as they are weighted
     * @param loss mean loss
     * @param imagesPerSecond its speed
     * @param heldOut mean squared error in the holes of held-out pictures; null where nobody looks
     */
    public record Epoch(
            int epoch, int of, double reconstruction, double loss, double imagesPerSecond, Double heldOut) {}

    /**
     * Loss, and the error in holes of held-out pictures, by epoch.
     *
     * @param epochs of the training; where some are held out all have the error
     */
    public record Curve(List<Epoch> epochs) {
        public Curve {
            epochs = List.copyOf(epochs);
        }
    }

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
    public void epochDone(int epoch, double reconstruction, double imagesPerSecond, Double heldOut, Model model) {
        if (bar != null) {
            bar.close();
            bar = null;
        }
        images += epochImages;
        seconds += epochImages / imagesPerSecond;
        final Epoch done = new Epoch(epoch, of, reconstruction, loss, imagesPerSecond, heldOut);
        epochs.add(done);
        run.tell(done);
    }

    /** What is done so far in this run. */
    Curve curve() {
        return new Curve(epochs);
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
