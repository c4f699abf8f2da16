package io.memspike.app.array;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.app.picture.TurnPlot;
import io.memspike.tasks.energy.Turn;
import io.memspike.tasks.energy.TurnDrawing;
import io.memspike.tasks.energy.TurnPlan;
import io.memspike.tasks.energy.TurnResult;
import io.memspike.tasks.energy.TurnResult.Met;
import io.memspike.tasks.energy.TurnResult.Turned;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** What moves the ratio of a digital machine's energy to the array's, and where one that is reported is met. */
@Command(
        name = "turn",
        description = {
            "Turn the assumptions behind array energy: by how much each moves the ratio of a digital machine's energy to the",
            "array's, and at which of them together a ratio is met, such as the one that PRIME reports."
        })
final class ArrayTurnCommand extends ExperimentCommand<TurnPlan, TurnResult> {
    ArrayTurnCommand() {
        super(new Turn());
    }

    @Override
    protected void draw(Path file, Record what) throws IOException {
        TurnPlot.write(file, (TurnDrawing) what);
    }

    @Override
    protected void say(TurnPlan plan, TurnResult result, Report report) {
        report.line(
                "%d samples, %.2f steps: the digital machine takes %.1f nJ, the array %.1f nJ in %.1f us, %.2f x less",
                result.samples(),
                result.meanSteps(),
                1e9 * result.digitalJoules(),
                1e9 * result.arrayJoules(),
                1e6 * result.arraySeconds(),
                result.ratio());
        result.standard().forEach(each -> report.line("- %s", each));
        report.line("");
        report.line(
                "%10s %8s %13s %12s %10s  %s",
                "ratio", "factor", "digital (nJ)", "array (nJ)", "time (us)", "turned alone");
        for (final Turned each : result.turned()) {
            report.line(
                    "%10.2f %8.3f %13.1f %12.1f %10.1f  %s: %s",
                    each.ratio(),
                    each.factor(),
                    1e9 * each.digitalJoules(),
                    1e9 * each.arrayJoules(),
                    1e6 * each.arraySeconds(),
                    each.assumption(),
                    each.choice());
        }
        if (result.target() != null) {
            report.line("");
            report.line(
                    result.isMet()
                            ? "%.1f x is met, within %.0f %%, by"
                            : "%.1f x is met by nothing within %.0f %%; nearest is",
                    result.target(),
                    100 * result.within());
            for (final Met each : result.met()) {
                report.line("%10.2f  %s", each.ratio(), words(each));
            }
        }
        if (result.plot() != null) {
            report.line("plot                %s", result.plot());
        }
    }

    private static String words(Met set) {
        return set.assumptions().isEmpty() ? "nothing turned" : String.join("; ", set.assumptions());
    }
}
