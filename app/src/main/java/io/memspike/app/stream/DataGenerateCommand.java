package io.memspike.app.stream;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.stream.Generate;
import picocli.CommandLine.Command;

/** Writes an event file. */
@Command(name = "generate", description = "Turn a data set into events and write them to an event file.")
final class DataGenerateCommand extends ExperimentCommand<Generate.Plan, Generate.Result> {
    DataGenerateCommand() {
        super(new Generate());
    }

    @Override
    protected void say(Generate.Plan plan, Generate.Result result, Report report) {
        report.line("%d samples, %.1f events each: %s", result.samples(), result.eventsPerSample(), result.file());
    }
}
