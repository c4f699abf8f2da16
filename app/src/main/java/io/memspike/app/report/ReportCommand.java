package io.memspike.app.report;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import picocli.CommandLine.Command;

/** Everything about a model on one page. */
@Command(
        name = "report",
        description = {
            "Write a page about a model, classifier, auto-encoder or such that classifies pixels, that a browser shows without",
            "a network: what it does to test samples, when it stops, what its spikes, membranes and memristors are like."
        })
public final class ReportCommand extends ExperimentCommand<ReportPlan, ReportResult> {
    /** For the command line. */
    public ReportCommand() {
        super(new PageWriting());
    }

    @Override
    protected void say(ReportPlan plan, ReportResult result, Report report) {
        report.line("report %s", result.file());
    }
}
