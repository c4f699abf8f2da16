package io.memspike.app.recording;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.recording.DataInfo;
import picocli.CommandLine.Command;

/** Tells what is in a recording. */
@Command(name = "info", description = "Tell what is in a recording, and the check sums of its events.")
public final class DataInfoCommand extends ExperimentCommand<DataInfo.Plan, DataInfo.Result> {
    /** For the command line. */
    public DataInfoCommand() {
        super(new DataInfo());
    }

    @Override
    protected void say(DataInfo.Plan plan, DataInfo.Result result, Report report) {
        report.line("format   %s, %d × %d pixels", result.format(), result.width(), result.height());
        report.line("events   %d, %d ON, %d dropped", result.events(), result.on(), result.dropped());
        report.line(
                "time     %d to %d µs, %.3f s",
                result.firstMicros(), result.lastMicros(), (result.lastMicros() - result.firstMicros()) / 1e6);
        result.sha3().forEach((field, sum) -> report.line("SHA3-224 %s of %s", sum, field));
    }
}
