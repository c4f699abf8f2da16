package io.memspike.tasks.stream;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.datasets.EventFileWriter;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;
import java.util.Map;

/** Turns a data set into events and writes them to an event file. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Generate implements Experiment<GeneratePlan, GenerateResult> {
    @Override
    public String name() {
        return "data generate";
    }

    @Override
    public Class<GeneratePlan> plan() {
        return GeneratePlan.class;
    }

    @Override
    public Class<GenerateResult> result() {
        return GenerateResult.class;
    }

    @Override
    public GenerateResult run(GeneratePlan plan, Run run) throws IOException {
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
            return new GenerateResult(written.samples(), written.eventsPerSample(), plan.out());
        }
    }
}
