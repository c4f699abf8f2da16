package io.memspike.app.stream;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.stream.Replay;
import picocli.CommandLine.Command;

/** Plays a source into a mapped file, for {@code stream --source ipc:PATH} of another process. */
@Command(
        name = "replay",
        description =
                "Play events into a memory-mapped ring, which 'stream --source ipc:PATH' of another process reads.")
final class DataReplayCommand extends ExperimentCommand<Replay.Plan, Replay.Result> {
    DataReplayCommand() {
        super(new Replay());
    }

    @Override
    protected void say(Replay.Plan plan, Replay.Result result, Report report) {
        report.line(
                "%d events, %.0f a second, %d dropped, %d batches waited: %s",
                result.events(), result.eventsPerSecond(), result.dropped(), result.blockedBatches(), result.file());
    }
}
