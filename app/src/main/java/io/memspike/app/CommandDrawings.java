package io.memspike.app;

import com.google.auto.service.AutoService;
import io.memspike.app.cli.ExperimentCommand;
import io.memspike.serve.run.RunDrawings;
import io.memspike.tasks.experiment.Drawings;
import picocli.CommandLine;

/** Plots of runs are drawn by the commands of their experiments. */
@AutoService(RunDrawings.class)
public final class CommandDrawings implements RunDrawings {
    @Override
    public Drawings of(String experiment) {
        return find(Main.commandLine(), experiment);
    }

    private static Drawings find(CommandLine line, String experiment) {
        if (line.getCommand() instanceof ExperimentCommand<?, ?> command
                && command.experiment().name().equals(experiment)) {
            return command.drawings();
        }
        for (final CommandLine each : line.getSubcommands().values()) {
            final Drawings found = find(each, experiment);
            if (found != Drawings.NONE) {
                return found;
            }
        }
        return Drawings.NONE;
    }
}
