package io.memspike.app.array;

import io.memspike.app.cli.ExperimentCommand;
import io.memspike.app.cli.Report;
import io.memspike.app.picture.EnergyPlot;
import io.memspike.tasks.energy.Energy;
import io.memspike.tasks.energy.EnergyDrawing;
import io.memspike.tasks.energy.EnergyPlan;
import io.memspike.tasks.energy.EnergyResult;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** Energy and duration of inferences, by layer and component, beside a digital machine's. */
@Command(
        name = "energy",
        description = {
            "Model energy and duration of inferences on the array, by layer and component, from what real",
            "spikes make it do, beside a digital machine that does the same, event by event or densely."
        })
final class ArrayEnergyCommand extends ExperimentCommand<EnergyPlan, EnergyResult> {
    ArrayEnergyCommand() {
        super(new Energy());
    }

    @Override
    protected void draw(Path file, Record what) throws IOException {
        final EnergyDrawing drawing = (EnergyDrawing) what;
        EnergyPlot.write(file, drawing.title(), drawing.energy());
    }

    @Override
    protected void say(EnergyPlan plan, EnergyResult result, Report report) {
        new EnergyTable(report, result).lines(!plan.earlyStop().equals("off"));
        if (result.plot() != null) {
            report.line("plot                %s", result.plot());
        }
    }
}
