package io.memspike.app.evaluate;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.evaluate.Models;
import picocli.CommandLine.Command;

/** Lists the models that come with Memspike. */
@Command(
        name = "models",
        description = "List the models that come with Memspike; their names stand for files everywhere.")
public final class ModelsCommand extends ExperimentCommand<Models.Plan, Models.Result> {
    /** The command. */
    public ModelsCommand() {
        super(new Models());
    }

    @Override
    protected void say(Models.Plan plan, Models.Result result, Report report) {
        result.models().forEach(model -> {
            report.line("%s", model.name());
            report.line("  does        %s", model.task());
            report.line("  trained on  %s", model.trainedOn());
            report.line("  measured    %s", model.measured());
            report.line("  by          %s", model.command());
        });
    }
}
