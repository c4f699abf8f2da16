package io.memspike.tasks.experiment;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.datasets.Split;
import io.memspike.tasks.plan.DataPlace;
import java.io.IOException;

/** An experiment of one's own: how even a data set is. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class LabelCounts implements Experiment<LabelCounts.Plan, LabelCounts.Result> {
    /**
     * What is counted.
     *
     * @param dataset by name or directory
     * @param place where data sets lie
     * @param split which part
     * @param samples how many; 0 for all
     */
    public record Plan(
            @Option(label = "D", says = "the data set", otherwise = "mnist")
            String dataset,

            DataPlace place,

            @Option(label = "train|test", says = "which part of it", otherwise = "test")
            Split split,

            @Option(label = "N", says = "the first N", otherwise = "0", shown = "all")
            int samples) {
        /** Refuses what is no number of samples. */
        public Plan {
            if (samples < 0) {
                throw new IllegalArgumentException("--samples: expected at least 0, found " + samples);
            }
        }
    }

    /** What was found; the components say what they mean. */
    public record Result(
            @Means("number of samples") int samples,
            @Means("how many of each class") int[] counts,
            @Means("share of the largest class, in [0, 1]") double mostCommon) {}

    @Override
    public String name() {
        return "labels";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        final Samples samples = plan.place().sets().open(plan.dataset(), plan.split());
        final int count = plan.samples() == 0 ? samples.size() : plan.samples();
        final int[] counts = new int[samples.classes()];
        int most = 0;
        try (Progress.Bar bar = run.begin("labels", count)) {
            for (int i = 0; i < count; i++) {
                most = Math.max(most, ++counts[samples.label(i)]);
                bar.to(i + 1L);
            }
        }
        return new Result(count, counts, (double) most / count);
    }
}
