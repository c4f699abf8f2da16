package io.memspike.app;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.app.inpaint.InpaintCommand;
import io.memspike.tasks.inpainting.fill.DemoInpaint;
import picocli.CommandLine.Command;

/** Fills test digits with the auto-encoder in the jar, within seconds. */
@Command(
        name = "inpaint",
        description = {
            "Fill an 8 x 8 hole in test digits with the auto-encoder that Memspike brings along: random memristors,",
            "half of them pruned; stop as soon as a picture hardly changes any more."
        })
final class DemoInpaintCommand extends ExperimentCommand<DemoInpaint.Plan, DemoInpaint.Result> {
    DemoInpaintCommand() {
        super(new DemoInpaint());
    }

    @Override
    protected void say(DemoInpaint.Plan plan, DemoInpaint.Result result, Report report) {
        InpaintCommand.say(result.inpaint(), report);
        report.line("%.1f s in all", result.seconds());
    }
}
