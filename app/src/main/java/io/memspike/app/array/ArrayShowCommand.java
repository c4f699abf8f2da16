package io.memspike.app.array;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.memristor.tile.ArrayGeometry;
import picocli.CommandLine.Command;

/** Draws one layer's cells. */
@Command(
        name = "show",
        description = {
            "Draw one layer's cells: map of conductances, mask, histograms of conductances and weights,",
            "and with --wire-resistance map and histogram of the IR drop."
        })
final class ArrayShowCommand extends ExperimentCommand<ShowPlan, ShowResult> {
    ArrayShowCommand() {
        super(new Show());
    }

    @Override
    protected void say(ShowPlan plan, ShowResult result, Report report) {
        final ArrayGeometry geometry = result.drawn().mapping().geometry();
        final String type = result.drawn().devices().layer().type();
        report.line("layer %d (%s) on %s", result.layer(), type, result.device());
        report.line(
                "tiles       %d of %d x %d cells, %.1f %% used",
                result.tiles(), geometry.rows(), geometry.columns(), 100 * result.utilisation());
        report.line(
                "connected   %d of %d pairs, %d faulty cells",
                result.connected(), result.pairs(), result.faultyCells());
        if (result.irDropMean() != null) {
            report.line(
                    "IR drop     mean %.2f %%, most %.2f %% of the drive",
                    100 * result.irDropMean(), 100 * result.irDropMost());
        }
        result.files().forEach(each -> report.line("wrote       %s", each));
    }
}
