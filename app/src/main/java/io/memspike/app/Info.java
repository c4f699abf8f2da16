package io.memspike.app;

import io.memspike.app.cli.Version;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.datasets.set.DataSets;
import io.memspike.interchange.Given;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.network.NetworkTable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what this installation is and can do. */
final class Info implements Experiment<InfoPlan, InfoResult> {
    @Override
    public String name() {
        return "info";
    }

    @Override
    public Class<InfoPlan> plan() {
        return InfoPlan.class;
    }

    @Override
    public Class<InfoResult> result() {
        return InfoResult.class;
    }

    @Override
    public InfoResult run(InfoPlan plan, Run run) throws IOException {
        final KernelsLookup.Choice kernels = run.choice();
        final DataSets sets = DataSets.ofSystem();
        final Map<String, Boolean> found = new LinkedHashMap<>();
        sets.names().forEach(name -> found.put(name, sets.isPresent(name)));
        final NetworkTable table = plan.network() == null
                ? null
                : NetworkTable.of(NetworkSource.find(plan.network(), Given.otherwise(SaccadeCamera.SHAPE)));
        return new InfoResult(
                Version.number(),
                Runtime.version().toString(),
                kernels.kernels().name(),
                kernels.kernels().lanes(),
                kernels.reason(),
                run.threads(),
                found,
                List.copyOf(NetworkSource.names()),
                table == null ? null : table.name(),
                table == null ? null : table.nodes().size(),
                table == null ? null : table.parameters(),
                table == null ? null : table.connections());
    }
}
