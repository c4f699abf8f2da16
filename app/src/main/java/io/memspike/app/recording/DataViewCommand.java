package io.memspike.app.recording;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.app.picture.RecordingPicture;
import io.memspike.tasks.recording.DataView;
import io.memspike.tasks.recording.RecordingDrawing;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** Draws a recording. */
@Command(
        name = "view",
        description = "Draw a recording: last times of all pixels, the rate of events, or an animation.")
public final class DataViewCommand extends ExperimentCommand<DataView.Plan, DataView.Result> {
    /** For the command line. */
    public DataViewCommand() {
        super(new DataView());
    }

    @Override
    protected void draw(Path file, Record what) throws IOException {
        RecordingPicture.write(file, (RecordingDrawing) what);
    }

    @Override
    protected void say(DataView.Plan plan, DataView.Result result, Report report) {
        report.line("%d events in %.3f s: %s", result.events(), result.durationMicros() / 1e6, result.file());
    }
}
