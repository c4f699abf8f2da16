package io.memspike.app.recording;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.recording.DataConvert;
import picocli.CommandLine.Command;

/** Writes a recording in another format. */
@Command(name = "convert", description = "Write a recording in another format, every event as it is.")
public final class DataConvertCommand extends ExperimentCommand<DataConvert.Plan, DataConvert.Result> {
    /** For the command line. */
    public DataConvertCommand() {
        super(new DataConvert());
    }

    @Override
    protected void say(DataConvert.Plan plan, DataConvert.Result result, Report report) {
        report.line("%d events, %d dropped: %s, %s", result.events(), result.dropped(), result.file(), result.format());
    }
}
