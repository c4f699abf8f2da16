package io.memspike.app.network;

import io.memspike.core.file.Model;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.network.NetworkTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Tells a network's nodes, and has it drawn: a {@link GraphText}. */
final class Show implements Experiment<ShowPlan, ShowResult> {
    @Override
    public String name() {
        return "network show";
    }

    @Override
    public Class<ShowPlan> plan() {
        return ShowPlan.class;
    }

    @Override
    public Class<ShowResult> result() {
        return ShowResult.class;
    }

    @Override
    public ShowResult run(ShowPlan plan, Run run) throws IOException {
        run.requireDrawing(plan.out());
        final GraphText text = plan.network().endsWith(".safetensors") ? model(plan) : text(plan);
        final NetworkTable table = NetworkTable.of(text);
        run.draw(plan.out(), text);
        return new ShowResult(table, plan.out());
    }

    private static GraphText text(ShowPlan plan) throws IOException {
        final Given given =
                plan.input() == null ? Given.otherwise(SaccadeCamera.SHAPE) : new Given(plan.shape(), true, Map.of());
        return NetworkSource.find(plan.network(), given);
    }

    private static GraphText model(ShowPlan plan) throws IOException {
        final Model model = ModelNetwork.read(Path.of(plan.network()));
        return NetworkTable.of(plan.network(), plan.input() == null ? model : model.at(plan.shape()));
    }
}
