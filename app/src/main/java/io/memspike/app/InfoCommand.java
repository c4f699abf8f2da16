package io.memspike.app;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.Report;
import io.memspike.app.cli.Version;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.datasets.set.DataSets;
import io.memspike.interchange.Given;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.network.NetworkTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what this installation is and can do. */
@Command(name = "info", description = "Show version, Java, the kernels chosen and why, and the data sets found.")
final class InfoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Option(
            names = "--network",
            paramLabel = "NAME|FILE",
            description = "Tell the size of this network, too: its name, or a YAML file.")
    private String network;

    @Override
    public Integer call() throws Exception {
        final KernelsLookup.Choice kernels = common.kernelsChoice();
        final DataSets sets = DataSets.ofSystem();
        final Map<String, Boolean> found = new LinkedHashMap<>();
        sets.names().forEach(name -> found.put(name, sets.isPresent(name)));
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        report.line("version   %s", Version.number());
        report.line("java      %s (%s)", Runtime.version(), System.getProperty("java.vendor"));
        report.line(
                "kernels   %s, %d lanes (%s)",
                kernels.kernels().name(), kernels.kernels().lanes(), kernels.reason());
        report.line("threads   %d", common.threads());
        report.line("networks  %s", String.join(", ", NetworkSource.names()));
        found.forEach((name, present) -> report.line("data set  %s: %s", name, present ? "found" : "not found"));
        report.put("version", Version.number())
                .put("java", Runtime.version().toString())
                .put("kernels", kernels.kernels().name())
                .put("lanes", kernels.kernels().lanes())
                .put("kernelsReason", kernels.reason())
                .put("threads", common.threads())
                .put("datasets", found)
                .put("networks", NetworkSource.names());
        final NetworkTable table = network == null
                ? null
                : NetworkTable.of(NetworkSource.find(network, Given.otherwise(SaccadeCamera.SHAPE)));
        if (table != null) {
            report.line(
                    "network   %s: %d nodes, %,d parameters, %,d connections",
                    table.name(), table.nodes().size(), table.parameters(), table.connections());
        }
        report.put("network", table == null ? null : table.name())
                .put("nodes", table == null ? null : table.nodes().size())
                .put("parameters", table == null ? null : table.parameters())
                .put("connections", table == null ? null : table.connections())
                .end();
        return 0;
    }
}
