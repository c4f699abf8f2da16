package io.memspike.app.train;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups what can be trained. */
@Command(
        name = "train",
        description = "Train a network, by pruning random memristors or by its weights.",
        subcommands = {TrainClassifyCommand.class, TrainInpaintCommand.class, TrainPicturesCommand.class})
public final class TrainCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "expected what to train, found nothing: classify, inpaint, pictures");
    }
}
