package io.memspike.app.array;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups what can be asked of the array as hardware. */
@Command(
        name = "array",
        description = "Ask what the memristor array does as hardware.",
        subcommands = {
            ArraySolveCommand.class,
            ArrayPartitionCommand.class,
            ArrayEnergyCommand.class,
            ArrayStudyCommand.class,
            ArrayShowCommand.class
        })
public final class ArrayCommand implements Runnable {
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
                spec.commandLine(),
                "expected what to ask of the array, found nothing: solve, partition, energy, study, show");
    }
}
