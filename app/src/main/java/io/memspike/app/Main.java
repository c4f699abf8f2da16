package io.memspike.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line's entry. Exit status: 0 for success, 1 for a failure, 2 for bad usage. */
@Command(
        name = "memspike",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Memristive spiking neural networks on the JVM.")
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    private Main() {}

    /**
     * Runs one command and ends the process with its exit status.
     *
     * @param args the command and its options. Not modified.
     */
    public static void main(final String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            final String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"memspike " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
