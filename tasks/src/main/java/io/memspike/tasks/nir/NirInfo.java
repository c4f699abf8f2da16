package io.memspike.tasks.nir;

import com.google.auto.service.AutoService;
import io.memspike.interchange.nir.NirGraph;
import io.memspike.interchange.nir.NirNode;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import java.io.IOException;
import java.util.stream.Collectors;

/** Tells what a file in NIR says. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class NirInfo implements Experiment<NirInfoPlan, NirInfoResult> {
    @Override
    public String name() {
        return "nir info";
    }

    @Override
    public NirInfoResult run(NirInfoPlan plan, Run run) throws IOException {
        final NirGraph graph = NirGraph.read(plan.graph());
        return new NirInfoResult(
                plan.graph(),
                graph.version(),
                graph.nodes().stream().map(NirInfo::row).toList(),
                graph.edges().stream()
                        .map(edge -> new NirInfoResult.Link(edge.from(), edge.to()))
                        .toList(),
                graph.notes());
    }

    private static NirInfoResult.Row row(NirNode node) {
        final String parameters = node.parameters().entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
        return new NirInfoResult.Row(node.name(), node.type().text(), parameters);
    }
}
