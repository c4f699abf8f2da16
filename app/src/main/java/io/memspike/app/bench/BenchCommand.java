package io.memspike.app.bench;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.Report;
import io.memspike.app.cli.Status;
import io.memspike.app.picture.InputRatePlot;
import io.memspike.bench.BenchPlan;
import io.memspike.bench.BenchResult;
import io.memspike.bench.LineFit;
import io.memspike.bench.run.Bench;
import io.memspike.core.file.Model;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.Networks;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how fast this is here. */
@Command(
        name = "bench",
        description = {
            "Measure speed on this machine: scalar against SIMD and, where present, PyTorch and the limit in C.",
            "Takes two minutes."
        })
public final class BenchCommand implements Callable<Integer> {
    private static final String MAIN = "io.memspike.app.Main";

    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "A model file; may be given twice (default: conv and mlp with untrained memristors).")
    private List<Path> models;

    @Option(
            names = "--network",
            paramLabel = "NAME|FILE",
            description =
                    "A network with untrained memristors, by name or as a YAML file; may be given more than once.")
    private List<String> networks;

    @Option(
            names = "--python",
            paramLabel = "P",
            defaultValue = "python3",
            description = "A Python with PyTorch (default: ${DEFAULT-VALUE}).")
    private String python;

    @Option(
            names = "--references",
            paramLabel = "DIR",
            description = "Directory with prime_torch.py, prime_torch_best.py and synaptic_limit.c"
                    + " (default: ../shared/reference beside the project).")
    private Path references;

    @Option(
            names = "--peers",
            description =
                    "Compare with PyTorch at length instead, plain and at its best: evaluation and training by turns.")
    private boolean peers;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Measure the cost of a step against its spikes instead, and draw it as PNG.")
    private Path plot;

    @Option(names = "--quick", description = "Shorter, noisier runs.")
    private boolean quick;

    @Override
    public Integer call() throws Exception {
        if (peers && plot != null) {
            throw new IllegalArgumentException("expected one of --peers and --plot, found both");
        }
        if (plot != null) {
            Checkpoints.requireWritable(plot);
        }
        final BenchPlan plan = new BenchPlan(
                names(),
                common.kernels().name(),
                common.threads(),
                python,
                references == null ? beside("../shared/reference") : references,
                beside("bench/peers"),
                memspike(),
                quick,
                peers);
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        try (Status status = Status.of(common.isJson())) {
            if (plot == null) {
                report(Bench.run(plan, status::show), null, report);
            } else {
                final List<LineFit.Point> points = Bench.inputRates(plan, status::show);
                InputRatePlot.write(plot, points, LineFit.of(points));
                report(new BenchResult(List.of(), List.of()), points, report);
            }
        }
        return 0;
    }

    private void report(BenchResult result, List<LineFit.Point> points, Report report) throws Exception {
        new BenchReport(report, common.kernelsChoice(), common.threads()).print(result, points, plot);
    }

    /** Models and networks, each read once so that a bad one is refused before anything is measured. */
    private List<String> names() throws Exception {
        if (models == null && networks == null) {
            return List.of("conv", "mlp");
        }
        final List<String> names = new ArrayList<>();
        final Set<String> kinds = new HashSet<>();
        for (final Path file : models == null ? List.<Path>of() : models) {
            final Model model = ModelNetwork.read(file);
            Networks.requireClassifier(file, model);
            requireNew(file.toString(), Bench.kind(file.toString(), model), kinds);
            names.add(file.toAbsolutePath().toString());
        }
        for (final String network : networks == null ? List.<String>of() : networks) {
            final boolean isInJar = NetworkSource.isInJar(network);
            requireNew(network, Bench.kind(network), kinds);
            names.add(isInJar ? network : Path.of(network).toAbsolutePath().toString());
        }
        return names;
    }

    private static void requireNew(String file, String kind, Set<String> kinds) {
        if (!kinds.add(kind)) {
            throw new IllegalArgumentException(
                    file + ": expected models of different networks, found a second " + kind);
        }
    }

    /** Starts a Memspike in a fresh process: with this one's Java, options and classes. */
    public static List<String> memspike() {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        return command;
    }

    /** A place as seen from the project's root, which holds app/target with the classes or the jar. */
    private static Path beside(String place) throws Exception {
        final Path code = Path.of(BenchCommand.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return code.resolve("../../..").resolve(place).normalize();
    }
}
