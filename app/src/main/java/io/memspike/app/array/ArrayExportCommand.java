package io.memspike.app.array;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.tasks.hardware.Export;
import io.memspike.tasks.hardware.ExportPlan;
import io.memspike.tasks.hardware.ExportResult;
import picocli.CommandLine.Command;

/** A tile as a circuit. */
@Command(
        name = "export",
        description = {
            "Write a tile of a model as a circuit, for SPICE or for array solve: cells as they are programmed, faulty and aged, wires,",
            "drivers, and bit lines that end at virtual ground."
        })
final class ArrayExportCommand extends ExperimentCommand<ExportPlan, ExportResult> {
    ArrayExportCommand() {
        super(new Export());
    }

    @Override
    protected void say(ExportPlan plan, ExportResult result, Report report) {
        report.line(
                "layer %d, tile %d of %d: %d rows, %d columns, %d cells that conduct",
                result.layer(), result.tile(), result.tiles(), result.rows(), result.columns(), result.cells());
        if (result.spice() != null) {
            report.line("wrote       %s", result.spice());
        }
        if (result.crossbar() != null) {
            report.line("wrote       %s", result.crossbar());
        }
    }
}
