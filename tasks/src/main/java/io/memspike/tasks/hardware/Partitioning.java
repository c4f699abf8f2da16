package io.memspike.tasks.hardware;

import com.google.auto.service.AutoService;
import io.memspike.core.file.Model;
import io.memspike.datasets.BinaryImages;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.wire.Partition;
import io.memspike.tasks.array.PartitionStudy;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.topology.TrainingProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Accuracy and power of an analogue network against how its layers are cut into crossbars. Tells of the {@link
 * PartitionStudy.Evaluation} without resistance of wires, and of each {@link PartitionResult.Configuration}.
 */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Partitioning implements Experiment<PartitionPlan, PartitionResult> {
    private static final int CALIBRATION = 2_000;

    @Override
    public String name() {
        return "array partition";
    }

    @Override
    public PartitionResult run(PartitionPlan plan, Run run) throws IOException {
        run.requireDrawing(plan.plot());
        final BinaryImages train = images(Split.TRAIN, plan.samples(), "--samples");
        final BinaryImages test = images(Split.TEST, plan.testSamples(), "--test-samples");
        final long begin = System.nanoTime();
        final Model model = train(plan, run, train);
        final double trainSeconds = (System.nanoTime() - begin) / 1e9;
        final PartitionStudy.Data data =
                new PartitionStudy.Data(train.first(Math.min(CALIBRATION, train.size())), test);
        final PartitionStudy study = new PartitionStudy(model, plan.cells(), data, run.kernels(), run.threads());
        final PartitionStudy.Evaluation ideal = study.ideal();
        run.tell(ideal);
        final List<PartitionStudy.Result> results = results(study, configurations(plan), run);
        run.draw(plan.plot(), new PartitionDrawing(ideal, results));
        return new PartitionResult(
                ideal.accuracy(),
                ideal.powerWatts(),
                results.stream().map(PartitionResult.Configuration::of).toList(),
                test.size(),
                plan.epochs(),
                trainSeconds,
                plan.seed(),
                plan.plot());
    }

    private static BinaryImages images(Split split, Integer count, String option) throws IOException {
        final ImageSet images = DataSets.ofSystem().images(DataSets.MNIST, split);
        try {
            return new BinaryImages(images, count == null ? images.size() : count);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    private static Model train(PartitionPlan plan, Run run, BinaryImages images) {
        try (Progress.Bar bar = run.begin("train", (long) plan.epochs() * images.size())) {
            final TrainingProgress told = new TrainingProgress() {
                @Override
                public void updated(int epoch, int done, int of, double loss, double accuracy) {
                    bar.to(done, () -> String.format(Locale.ROOT, " loss %.3f acc %.1f %%", loss, 100 * accuracy));
                }
            };
            return plan.training().train(images, PartitionStudy.OUTPUTS, run.kernels(), run.threads(), told);
        }
    }

    /** Uncut first, as asked second, then the sweep. */
    private static List<List<Partition>> configurations(PartitionPlan plan) {
        final List<List<Partition>> configurations = new ArrayList<>();
        configurations.add(PartitionStudy.whole(plan.partitions().size()));
        configurations.add(plan.partitions());
        if (plan.sweep()) {
            configurations.addAll(PartitionStudy.sweep());
        }
        return configurations.stream().distinct().toList();
    }

    private static List<PartitionStudy.Result> results(
            PartitionStudy study, List<List<Partition>> configurations, Run run) {
        final List<PartitionStudy.Result> results = new ArrayList<>();
        final long crossbars = configurations.stream()
                .flatMap(List::stream)
                .mapToLong(Partition::crossbars)
                .sum();
        long before = 0;
        try (Progress.Bar bar = run.begin("crossbars", crossbars)) {
            for (final List<Partition> each : configurations) {
                final long from = before;
                final PartitionStudy.Result result = study.result(each, done -> bar.to(from + done));
                results.add(result);
                run.tell(PartitionResult.Configuration.of(result));
                before += result.crossbars();
            }
        }
        return results;
    }
}
