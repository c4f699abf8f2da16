package io.memspike.app;

import io.memspike.app.cli.Version;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.network.NetworkTable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what this installation is and can do. */
final class Info implements Experiment<Info.Plan, Info.Result> {
    /** What is asked besides; the components say what they mean. */
    record Plan(
            @Option(label = "NAME|FILE", says = "tell the size of this network, too: its name, or a YAML file")
            String network) {}

    /** What this installation is and can do; the components say what they mean. */
    record Result(
            @Means("of Memspike") String version,
            @Means("of Java") String java,
            @Means("the kernels chosen") String kernels,
            @Means("floats that they handle at once") int lanes,
            @Means("why these") String kernelsReason,
            @Means("threads that a command would use") int threads,
            @Means("whether the data set was found") Map<String, Boolean> datasets,

            @Means("names of the networks that come with it")
            List<String> networks,

            @Means("name of the network asked for; else null")
            String network,

            @Means("number of its nodes, or null") Integer nodes,
            @Means("elements of its tensors, or null") Long parameters,
            @Means("its connections, or null") Long connections) {}

    @Override
    public String name() {
        return "info";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        final KernelsLookup.Choice kernels = run.choice();
        final DataSets sets = DataSets.ofSystem();
        final Map<String, Boolean> found = new LinkedHashMap<>();
        sets.names().forEach(name -> found.put(name, sets.isPresent(name)));
        final NetworkTable table = plan.network() == null
                ? null
                : NetworkTable.of(NetworkSource.find(plan.network(), NetworkSource.withoutData()));
        return new Result(
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
