package io.memspike.tasks.train;

import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.parameter.Writes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells a run how a training on patches goes: a bar an epoch with its loss, and then the {@link Epoch}. */
final class SegmentationNews implements TrainingProgress {
    private final Run run;
    private final int of;
    private final List<EpochResult> epochs = new ArrayList<>();
    private Progress.Bar bar; // null between epochs

    SegmentationNews(Run run, int of) {
        this.run = run;
        this.of = of;
    }

    @Override
    public void updated(int epoch, int done, int samples, double meanLoss, double accuracy) {
        if (bar == null) {
            bar = run.begin("epoch " + epoch + "/" + of, samples);
        }
        bar.to(done, () -> String.format(Locale.ROOT, " loss %.4f", meanLoss));
    }

    @Override
    public void epochDone(EpochResult result) {
        if (bar != null) {
            bar.close();
            bar = null;
        }
        epochs.add(result);
        run.tell(new TrainPrune.Epoch(result, of));
    }

    List<EpochResult> epochs() {
        return List.copyOf(epochs);
    }

    /** Mean over all epochs of this run; 0 where none was left to do. */
    double samplesPerSecond() {
        final double nanos = epochs.stream().mapToLong(EpochResult::nanos).sum();
        return epochs.isEmpty()
                ? 0
                : epochs.stream().mapToLong(EpochResult::samples).sum() * 1e9 / nanos;
    }

    /** Bits of masks that were written in all epochs of this run, by node; of those with hysteresis alone. */
    Map<String, Writes> writes() {
        final Map<String, Writes> writes = new LinkedHashMap<>();
        epochs.forEach(epoch -> epoch.writes().forEach((node, of) -> writes.merge(node, of, Writes::plus)));
        return writes;
    }

    /** Mean loss of the last epoch, or null where none was left to do. */
    Double loss() {
        return epochs.isEmpty() ? null : (Double) epochs.get(epochs.size() - 1).loss();
    }
}
