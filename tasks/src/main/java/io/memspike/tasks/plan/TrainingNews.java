package io.memspike.tasks.plan;

import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.parameter.Writes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Tells a run how a training goes: a bar an epoch with loss and accuracy, and then the {@link Epoch}, or news of another kind. */
public final class TrainingNews implements TrainingProgress, AutoCloseable {
    private final Run run;
    private final int of;
    private final String note;
    private final Function<EpochResult, Record> news;
    private final List<EpochResult> epochs = new ArrayList<>();
    private Progress.Bar bar; // null between epochs

    /**
     * An epoch that is done.
     *
     * @param result what it came to
     * @param of how many there are
     * @param watched in a word, who was classified after it, if anybody was
     */
    public record Epoch(EpochResult result, int of, String watched) {}

    /**
     * News of a training.
     *
     * @param run who is told
     * @param of epochs of the training
     */
    public TrainingNews(Run run, int of) {
        this(run, of, "");
    }

    /** The same of a training who watches other samples, {@code watched} in a word. */
    public TrainingNews(Run run, int of, String watched) {
        this(run, of, " loss %.3f acc %.1f %%", result -> new Epoch(result, of, watched));
    }

    /**
     * News of another kind.
     *
     * @param run who is told
     * @param of epochs of the training
     * @param note what stands beside the bar: a format of mean loss and accuracy in per cent
     * @param news of an epoch that is done
     */
    public TrainingNews(Run run, int of, String note, Function<EpochResult, Record> news) {
        this.run = run;
        this.of = of;
        this.note = note;
        this.news = news;
    }

    @Override
    public void updated(int epoch, int done, int samples, double meanLoss, double accuracy) {
        if (bar == null) {
            bar = run.begin("epoch " + epoch + "/" + of, samples);
        }
        bar.to(done, () -> String.format(Locale.ROOT, note, meanLoss, 100 * accuracy));
    }

    @Override
    public void epochDone(EpochResult result) {
        close();
        epochs.add(result);
        run.tell(news.apply(result));
    }

    /** Ends the bar of an epoch that was not finished. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    /** The epochs of this run. */
    public List<EpochResult> epochs() {
        return List.copyOf(epochs);
    }

    /** Mean over all epochs of this run; 0 where none was left to do. */
    public double samplesPerSecond() {
        final long samples = epochs.stream().mapToLong(EpochResult::samples).sum();
        return epochs.isEmpty() ? 0 : samples / seconds();
    }

    /** Bits of masks that were written in all epochs of this run, by node, and pairs that were formed anew; of those that are counted alone. */
    public Map<String, Writes> writes() {
        final Map<String, Writes> writes = new LinkedHashMap<>();
        epochs.forEach(epoch -> epoch.writes().forEach((node, of) -> writes.merge(node, of, Writes::plus)));
        return writes;
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
