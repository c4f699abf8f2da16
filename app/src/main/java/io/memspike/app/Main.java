package io.memspike.app;

import io.memspike.app.array.ArrayCommand;
import io.memspike.app.bench.BenchCommand;
import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.Version;
import io.memspike.app.evaluate.CalibrateCommand;
import io.memspike.app.evaluate.CompileCommand;
import io.memspike.app.evaluate.EvaluateCommand;
import io.memspike.app.evaluate.ModelsCommand;
import io.memspike.app.evaluate.SegmentCommand;
import io.memspike.app.inpaint.InpaintCommand;
import io.memspike.app.inpaint.SampleCommand;
import io.memspike.app.language.LanguageCommand;
import io.memspike.app.lava.LavaCommand;
import io.memspike.app.network.NetworkCommand;
import io.memspike.app.nir.NirCommand;
import io.memspike.app.report.ReportCommand;
import io.memspike.app.serve.ServeCommand;
import io.memspike.app.simulate.SimulateCommand;
import io.memspike.app.stream.DataCommand;
import io.memspike.app.stream.StreamCommand;
import io.memspike.app.sweep.SweepCommand;
import io.memspike.app.train.TrainCommand;
import io.memspike.tasks.evaluate.Rehearsal;
import io.memspike.tasks.experiment.Failures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line's entry. Exit status: 0 for success, 1 for a failure, 2 for bad usage. */
@Command(
        name = "memspike",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Memristive spiking neural networks on the JVM.")
public final class Main implements Runnable {
    /** Commands by name, in the order of the help. */
    private static final Map<String, Class<?>> COMMANDS = commands();

    @Spec
    private CommandSpec spec;

    private Main() {}

    private static Map<String, Class<?>> commands() {
        final Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand.class);
        commands.put("train", TrainCommand.class);
        commands.put("evaluate", EvaluateCommand.class);
        commands.put("calibrate", CalibrateCommand.class);
        commands.put("compile", CompileCommand.class);
        commands.put("models", ModelsCommand.class);
        commands.put("inpaint", InpaintCommand.class);
        commands.put("sample", SampleCommand.class);
        commands.put("segment", SegmentCommand.class);
        commands.put("report", ReportCommand.class);
        commands.put("serve", ServeCommand.class);
        commands.put("stream", StreamCommand.class);
        commands.put("data", DataCommand.class);
        commands.put("network", NetworkCommand.class);
        commands.put("nir", NirCommand.class);
        commands.put("lava", LavaCommand.class);
        commands.put("language", LanguageCommand.class);
        commands.put("simulate", SimulateCommand.class);
        commands.put("array", ArrayCommand.class);
        commands.put("sweep", SweepCommand.class);
        commands.put("bench", BenchCommand.class);
        commands.put("info", InfoCommand.class);
        return commands;
    }

    /**
     * Runs one command and ends the process with its exit status.
     *
     * @param args the command and its options. Not modified.
     */
    public static void main(final String[] args) {
        if (isWorthRehearsing(List.of(args))) {
            Rehearsal.begin(args[1]); // of what is judged, if it is named first
        }
        final CommandLine line = commandLineFor(args);
        int status;
        try {
            status = line.execute(args);
        } catch (OutOfMemoryError e) {
            line.getErr()
                    .println("memspike: out of memory: expected more than "
                            + Runtime.getRuntime().maxMemory() / 1_000_000
                            + " MB of heap (MEMSPIKE_JAVA_OPTS=-Xmx8g gives 8 GB), found " + e.getMessage());
            status = CommandLine.ExitCode.SOFTWARE;
        }
        System.exit(status);
    }

    /** Whether loops will be needed, more often than a few samples ask for, that are compiled while options are read. */
    private static boolean isWorthRehearsing(List<String> args) {
        final int samples = args.indexOf("--samples") + 1;
        return args.size() > 1
                && args.get(0).equals("evaluate")
                && !args.contains("--help")
                && (samples == 0 || samples == args.size() || args.get(samples).length() > 2);
    }

    /** A command line that can do everything. */
    static CommandLine commandLine() {
        final CommandLine line = new CommandLine(new Main());
        COMMANDS.forEach(line::addSubcommand);
        return handled(line);
    }

    /**
     * A command line that can do what {@code args} ask for. Of commands that they do not name it knows no more than the help
     * says: reading what all are takes half a second.
     */
    static CommandLine commandLineFor(String... args) {
        final CommandLine line = new CommandLine(new Main());
        if (args.length > 0 && COMMANDS.containsKey(args[0])) {
            return handled(line.addSubcommand(args[0], COMMANDS.get(args[0])));
        }
        final List<String> named = List.of(args);
        COMMANDS.forEach((name, type) -> line.addSubcommand(name, named.contains(name) ? type : inBrief(type)));
        return handled(line);
    }

    private static CommandLine handled(CommandLine line) { // with the commands below it, which are there by now
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::badUsage)
                .setExecutionExceptionHandler(Main::failed);
    }

    private static CommandSpec inBrief(Class<?> type) {
        final CommandSpec brief = CommandSpec.create();
        brief.usageMessage().description(type.getAnnotation(Command.class).description());
        return brief;
    }

    private static int badUsage(ParameterException e, String[] args) {
        final CommandLine command = e.getCommandLine();
        command.getErr().println("memspike: " + e.getMessage());
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    /** One line, unless {@code --debug} asks for the stack trace. */
    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        final CommonOptions common = CommonOptions.of(command.getCommandSpec());
        if (common != null && common.isDebug()) {
            e.printStackTrace(command.getErr());
        }
        command.getErr().println("memspike: " + Failures.line(e));
        return e instanceof IllegalArgumentException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "expected a command, found none: " + String.join(", ", COMMANDS.keySet()));
    }
}
