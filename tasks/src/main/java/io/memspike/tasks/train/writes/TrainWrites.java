package io.memspike.tasks.train.writes;

import com.google.auto.service.AutoService;
import io.memspike.tasks.experiment.Drawings;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.train.TrainPrune;
import io.memspike.tasks.train.TrainPruneResult;
import io.memspike.tasks.train.WriteCurve;
import io.memspike.tasks.train.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pruning beside the tuning of weights, on devices whose writes count. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class TrainWrites implements Experiment<TrainWritesPlan, TrainWritesResult> {
    /**
     * One training is done.
     *
     * @param setting what was written
     * @param epochs of it
     * @param seed of it
     * @param result what it came to
     * @param curve what it was worth on the way
     */
    public record Trained(WriteSetting setting, int epochs, long seed, TrainPruneResult result, WriteCurve curve) {
        /** What it is worth on test samples. */
        public double test() {
            return curve.isOfPixels() ? result.pixels().prAuc() : result.accuracy();
        }

        /** What it is worth on held-out samples; null where there are none. */
        public Double heldOut() {
            return curve.isHeldOut() ? (Double) curve.end().accuracy() : null;
        }

        /** How often devices were written. */
        public long writes() {
            return curve.end().writes().total();
        }
    }

    @Override
    public String name() {
        return "train writes";
    }

    @Override
    public TrainWritesResult run(TrainWritesPlan plan, Run run) throws IOException {
        final Path text = plan.network() == null ? null : NetworkSource.file(plan.network());
        Checkpoints.requireWritable(plan.csv());
        Checkpoints.requireNoInput(plan.csv(), text);
        run.requireDrawing(plan.plot(), text);
        final List<List<Trained>> all = new ArrayList<>();
        final int lengths = plan.epochs().stream().mapToInt(Integer::intValue).sum();
        int done = 0;
        try (Progress.Bar bar =
                run.begin("epochs", (long) lengths * plan.settings().size() * plan.repeats())) {
            for (final WriteSetting setting : plan.settings()) {
                for (final int epochs : plan.epochs()) {
                    final List<Trained> alike = new ArrayList<>();
                    for (int i = 0; i < plan.repeats(); i++) {
                        final Trained trained = train(plan, setting, epochs, plan.seed() + i, run);
                        alike.add(trained);
                        done += epochs;
                        bar.to(done);
                        run.tell(trained);
                    }
                    all.add(alike);
                }
            }
        }
        if (plan.csv() != null) {
            WriteTable.write(plan.csv(), all.stream().flatMap(List::stream).toList());
        }
        final TrainWritesResult result = WriteTable.result(plan, all);
        run.draw(plan.plot(), result);
        return result;
    }

    private static Trained train(TrainWritesPlan plan, WriteSetting setting, int epochs, long seed, Run run)
            throws IOException {
        final Run quiet = new Run(run.threads(), run.kernelsName(), Progress.NONE, Drawings.NONE);
        final Written written = TrainPrune.written(plan.of(setting, epochs, seed), quiet);
        return new Trained(setting, epochs, seed, written.result(), written.curve());
    }
}
