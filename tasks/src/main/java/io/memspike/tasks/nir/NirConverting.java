package io.memspike.tasks.nir;

import com.google.auto.service.AutoService;
import io.memspike.core.file.Model;
import io.memspike.interchange.GraphText;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.network.RateReadout;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Makes a model of a network in NIR, for all other commands. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class NirConverting implements Experiment<NirConvertPlan, NirConvertResult> {
    @Override
    public String name() {
        return "nir convert";
    }

    @Override
    public NirConvertResult run(NirConvertPlan plan, Run run) throws IOException {
        Checkpoints.requireNoInput(plan.out(), plan.graph());
        final NirNetwork nir = NirNetwork.read(plan.graph(), plan.time());
        final Model model = RateReadout.of(nir.model()); // as all that classify ask for it
        if (NetworkSource.isText(plan.out().toString())) {
            final GraphText text =
                    new GraphText(stem(plan.graph()), model.graph(), Map.of(), Map.of(), model.tensors());
            WholeFile.write(plan.out(), text.write().getBytes(StandardCharsets.UTF_8));
        } else {
            model.write(plan.out());
        }
        return new NirConvertResult(
                plan.graph(),
                plan.out(),
                nir.nir().by().toString(),
                model.graph().nodes().size(),
                model.tensors().values().stream()
                        .mapToLong(values -> values.length)
                        .sum(),
                nir.nir().notes());
    }

    private static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    }
}
