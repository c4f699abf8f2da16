package io.memspike.app.array;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.core.file.FileFormatException;
import io.memspike.memristor.wire.CrossbarSolution;
import io.memspike.memristor.wire.CrossbarSolver;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Solves crossbars with wire resistance exactly. */
@Command(
        name = "solve",
        description = {
            "Solve crossbars as circuits: every current and voltage, with the resistance of wires,",
            "drivers and sense amplifiers. FILE holds one case, {\"R\": [[ohm]], \"V\": [volt],",
            "\"r_i_wl\": ohm, \"r_i_bl\": ohm}, or an object of named cases. -1 ohm is an open cell."
        })
final class ArraySolveCommand implements Callable<Integer> {
    private static final int SHOWN = 8;

    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Option(names = "--crossbar", required = true, paramLabel = "FILE", description = "The crossbars, as JSON.")
    private Path file;

    @Option(
            names = "--driver",
            defaultValue = "0",
            paramLabel = "OHM",
            description = "Output resistance of each driver (default: ${DEFAULT-VALUE}).")
    private double driver;

    @Option(
            names = "--sense",
            defaultValue = "0",
            paramLabel = "OHM",
            description = "Input resistance of each sense amplifier (default: ${DEFAULT-VALUE}).")
    private double sense;

    @Override
    public Integer call() throws Exception {
        final CrossbarFile cases = CrossbarFile.read(file, driver, sense);
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        try (Progress progress = Progress.of("crossbars", cases.cases().size(), common.isJson())) {
            int done = 0;
            for (final Map.Entry<String, CrossbarFile.Case> each : cases.cases().entrySet()) {
                final CrossbarSolution solution;
                try {
                    solution = new CrossbarSolver(each.getValue().crossbar())
                            .solve(each.getValue().voltages());
                } catch (IllegalArgumentException e) {
                    throw new FileFormatException(cases.where(each.getKey()) + e.getMessage());
                }
                show(report, cases.isSingle() ? "" : each.getKey() + ": ", each.getValue(), solution);
                put(report, cases.isSingle() ? null : each.getKey(), solution);
                progress.to(++done);
            }
        }
        report.end();
        return 0;
    }

    private static void show(Report report, String name, CrossbarFile.Case one, CrossbarSolution solution) {
        final double[] outputs = solution.outputs();
        report.line(
                "%s%d x %d, I_out (A): %s%s",
                name,
                one.crossbar().rows(),
                one.crossbar().columns(),
                Arrays.toString(Arrays.copyOf(outputs, Math.min(SHOWN, outputs.length))),
                outputs.length > SHOWN ? " … (all with --json)" : "");
    }

    private static void put(Report report, String name, CrossbarSolution solution) {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("I_out", solution.outputs());
        values.put("I_dev", solution.cellCurrents());
        values.put("V_wl", solution.wordVoltages());
        values.put("V_bl", solution.bitVoltages());
        if (name == null) {
            values.forEach(report::put);
        } else {
            report.put(name, values);
        }
    }
}
