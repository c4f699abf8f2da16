package io.memspike.app;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import picocli.CommandLine.Command;

/** Says what this installation is and can do. */
@Command(name = "info", description = "Show version, Java, the kernels chosen and why, and the data sets found.")
final class InfoCommand extends ExperimentCommand<Info.Plan, Info.Result> {
    InfoCommand() {
        super(new Info());
    }

    @Override
    protected void say(Info.Plan plan, Info.Result result, Report report) {
        report.line("version   %s", result.version());
        report.line("java      %s (%s)", result.java(), System.getProperty("java.vendor"));
        report.line("kernels   %s, %d lanes (%s)", result.kernels(), result.lanes(), result.kernelsReason());
        report.line("threads   %d", result.threads());
        report.line("networks  %s", String.join(", ", result.networks()));
        result.datasets()
                .forEach((name, present) -> report.line("data set  %s: %s", name, present ? "found" : "not found"));
        if (result.network() != null) {
            report.line(
                    "network   %s: %d nodes, %,d parameters, %,d connections",
                    result.network(), result.nodes(), result.parameters(), result.connections());
        }
    }
}
