package io.memspike.tasks.stream;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.datasets.EventFileWriter;
import io.memspike.datasets.Split;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.DataChoice;
import io.memspike.tasks.plan.DataPlace;
import io.memspike.tasks.plan.EncoderChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Turns a data set into events and writes them to an event file. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Generate implements Experiment<Generate.Plan, Generate.Result> {
    /** Which data become an event file; the components say what they mean. */
    public record Plan(
            @Option(label = "D", says = DataChoice.NAMES, otherwise = "mnist")
            String dataset,

            DataPlace place,
            EncoderChoice encode,

            @Option(label = "train|test", says = "part of the data set", otherwise = "test")
            Split split,

            @Option(label = "N", says = "the first N", otherwise = "0", shown = "all")
            int samples,

            @Option(written = true, label = "FILE", says = "the event file", required = true)
            Path out,

            long seed) {}

    /** What was written; the components say what they mean. */
    public record Result(
            @Means("number of samples") int samples,
            @Means("mean number of events") double eventsPerSample,
            @Means("the event file") Path file) {}

    @Override
    public String name() {
        return "data generate";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        final DataSets sets = plan.place().sets();
        final Encoding asked =
                plan.encode().of(Encoding.of(sets.of(plan.dataset()).encoding()));
        final Samples samples =
                new ClassifierData(sets, asked, plan.seed()).samples(plan.dataset(), plan.split(), plan.samples());
        final Map<String, String> metadata = Map.of(
                "dataset",
                plan.dataset(),
                ClassifierTraining.ENCODER,
                asked.resolved(samples).toString());
        try (Progress.Bar bar = run.begin("events", samples.size())) {
            final EventFileWriter.Summary written =
                    new EventFileWriter(samples, metadata, run.threads()).write(plan.out(), bar::to);
            return new Result(written.samples(), written.eventsPerSample(), plan.out());
        }
    }
}
