package io.memspike.app.sweep;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.sweep.SweepDrawing;
import io.memspike.tasks.sweep.SweepPlan;
import io.memspike.tasks.sweep.SweepResult;
import io.memspike.tasks.sweep.Sweeping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** An experiment at many points. */
@Command(
        name = "sweep",
        description = {
            "Do an experiment at many points: a grid, a list or a random sample of any of its options, over several seeds.",
            "Results are kept job by job; a sweep that was interrupted goes on with what is missing."
        })
public final class SweepCommand extends ExperimentCommand<SweepPlan, SweepResult> {
    private static final int MOST_ROWS = 100;
    private static final int MOST_FIGURES = 4;
    private static final int LEAST_WIDTH = 10;

    /** The command. */
    public SweepCommand() {
        super(new Sweeping());
    }

    @Override
    protected void draw(Path file, Record what) throws IOException {
        SweepPlot.write(file, (SweepDrawing) what);
    }

    @Override
    protected void say(SweepPlan plan, SweepResult result, Report report) {
        report.line(
                "%s: %d jobs, %d done in %.1f s, %d found done",
                result.experiment(), result.jobs(), result.done(), result.seconds(), result.found());
        final List<String> figures = result.figures()
                .subList(0, Math.min(MOST_FIGURES, result.figures().size()));
        final StringBuilder head = new StringBuilder();
        result.swept().forEach(name -> head.append(cell(name, name)));
        figures.forEach(name -> head.append(cell(name, name)).append(cell("", "+-")));
        report.line("%s", head);
        result.points().stream().limit(MOST_ROWS).forEach(point -> {
            final StringBuilder row = new StringBuilder();
            result.swept()
                    .forEach(name ->
                            row.append(cell(name, String.valueOf(point.fields().getOrDefault(name, "")))));
            for (final String name : figures) {
                final SweepResult.Figure figure = point.figures().get(name);
                row.append(cell(name, figure == null ? "–" : number(figure.mean())))
                        .append(cell("", figure == null ? "–" : number(figure.deviation())));
            }
            if (Boolean.TRUE.equals(point.onFront())) {
                row.append("  on the front");
            }
            report.line("%s", row);
        });
        if (result.points().size() > MOST_ROWS) {
            report.line("… and %d points more", result.points().size() - MOST_ROWS);
        }
        if (result.failed() > 0) {
            report.line("%d failed, the first: %s", result.failed(), result.firstFailure());
        }
        report.line("results %s, table %s", result.results(), result.table());
    }

    private static String cell(String name, String value) {
        return String.format("  %" + Math.max(LEAST_WIDTH, name.length()) + "s", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.5g", value);
    }
}
