package io.memspike.app.train;

import io.memspike.app.cli.CommandGroup;
import picocli.CommandLine.Command;

/** Groups what can be trained. */
@Command(
        name = "train",
        description = "Train a network, by pruning random memristors or by its weights.",
        subcommands = {
            TrainClassifyCommand.class,
            TrainPruneCommand.class,
            TrainWritesCommand.class,
            TrainInpaintCommand.class,
            TrainPicturesCommand.class
        })
public final class TrainCommand extends CommandGroup {
    /** For the command line. */
    public TrainCommand() {
        super("what to train");
    }
}
