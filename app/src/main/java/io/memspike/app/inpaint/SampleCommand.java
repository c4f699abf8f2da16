package io.memspike.app.inpaint;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.inpainting.sample.Sample;
import picocli.CommandLine.Command;

/** Draws new pictures. */
@Command(name = "sample", description = "Draw new pictures from an auto-encoder's prior.")
public final class SampleCommand extends ExperimentCommand<Sample.Plan, Sample.Result> {
    /** For the command line. */
    public SampleCommand() {
        super(new Sample());
    }

    @Override
    protected void say(Sample.Plan plan, Sample.Result result, Report report) {
        report.line("%d pictures in %.2f s: %s", result.samples(), result.seconds(), result.file());
    }
}
