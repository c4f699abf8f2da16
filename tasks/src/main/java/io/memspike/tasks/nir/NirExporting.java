package io.memspike.tasks.nir;

import com.google.auto.service.AutoService;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.interchange.GraphText;
import io.memspike.interchange.nir.NirExport;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.plan.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes a model in NIR. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class NirExporting implements Experiment<NirExportPlan, NirExportResult> {
    @Override
    public String name() {
        return "nir export";
    }

    @Override
    public NirExportResult run(NirExportPlan plan, Run run) throws IOException {
        Checkpoints.requireNoInput(plan.out(), plan.model());
        final NirExport export = NirExport.of(plan.model(), model(plan.model()), (float) plan.dt());
        export.graph().asFile().write(plan.out());
        return new NirExportResult(
                plan.model(),
                plan.out(),
                export.graph().nodes().size(),
                export.graph().edges().size(),
                export.by().toString(),
                export.notes());
    }

    private static Model model(Path file) throws IOException {
        if (!NetworkSource.isText(file.toString())) {
            return ModelNetwork.read(file);
        }
        final GraphText text = GraphText.read(file, NetworkSource.withoutData());
        try {
            return new Model(text.graph(), text.values(), Map.of(), Map.of(), Map.of());
        } catch (IllegalArgumentException e) { // of tensors that are missing
            throw new FileFormatException(file + ": " + e.getMessage());
        }
    }
}
