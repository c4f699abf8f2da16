package io.memspike.app.evaluate;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.evaluate.Compile;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Rounds a model's weights to 8 bits and writes it. */
@Command(
        name = "compile",
        description = {
            "Round a model's weights to 8 bits, with sums that are exact in whole numbers,",
            "and write it as a model that every command runs so."
        })
public final class CompileCommand extends ExperimentCommand<Compile.Plan, Compile.Result> {
    /** For the command line. */
    public CompileCommand() {
        super(new Compile());
    }

    @Override
    protected void say(Compile.Plan plan, Compile.Result result, Report report) {
        report.line("floats        %.2f %% of %d training samples", 100 * result.accuracyFloat(), result.samples());
        for (final Compile.Result.Candidate each : result.candidates()) {
            report.line(
                    "int8          %.2f %%, read-outs off by %.3g, one scale for each %s%s",
                    100 * each.accuracy(),
                    each.distance(),
                    each.scales().name().toLowerCase(Locale.ROOT),
                    each.scales() == result.scales() ? ": chosen" : "");
        }
        report.line("model         %s, %,d bytes", result.model(), result.bytes());
    }
}
