package io.memspike.app.array;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.hardware.Solve;
import io.memspike.tasks.hardware.SolveResult;
import java.util.Arrays;
import picocli.CommandLine.Command;

/** Solves crossbars with wire resistance exactly. */
@Command(
        name = "solve",
        description = {
            "Solve crossbars as circuits: every current and voltage, with the resistance of wires,",
            "drivers and sense amplifiers. FILE holds one case, {\"R\": [[ohm]], \"V\": [volt],",
            "\"r_i_wl\": ohm, \"r_i_bl\": ohm}, or an object of named cases. -1 ohm is an open cell."
        })
final class ArraySolveCommand extends ExperimentCommand<Solve.Plan, SolveResult> {
    private static final int SHOWN = 8;

    ArraySolveCommand() {
        super(new Solve());
    }

    @Override
    protected void say(Solve.Plan plan, SolveResult result, Report report) {
        result.all().forEach((name, solved) -> {
            final double[] outputs = solved.outputs();
            report.line(
                    "%s%d x %d, I_out (A): %s%s",
                    result.single() == null ? name + ": " : "",
                    solved.cellCurrents().length,
                    outputs.length,
                    Arrays.toString(Arrays.copyOf(outputs, Math.min(SHOWN, outputs.length))),
                    outputs.length > SHOWN ? " … (all with --json)" : "");
        });
    }
}
