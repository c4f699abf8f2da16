package io.memspike.tasks.energy;

import com.google.auto.service.AutoService;
import io.memspike.tasks.energy.TurnResult.Met;
import io.memspike.tasks.energy.TurnResult.Turned;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Turns the assumptions behind the energy of inferences: which moves the ratio, and where one that is reported is met. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Turn implements Experiment<TurnPlan, TurnResult> {
    private static final double CLASSIFICATION = 37.8; // Wang et al., arXiv 2407.18625
    private static final double INPAINTING = 62.5;

    @Override
    public String name() {
        return "array turn";
    }

    @Override
    public TurnResult run(TurnPlan plan, Run run) throws IOException {
        final EnergyPlan energy = plan.energy();
        Checkpoints.requireWritable(plan.csv());
        Checkpoints.requireNoInput(plan.csv(), plan.model(), plan.technology().constants());
        run.requireDrawing(plan.plot(), plan.model(), plan.technology().constants());
        final EnergyResult counted =
                Energy.counted(energy, run, plan.technology().priced());
        final TurnResult result = result(plan, counted, new Turning(energy, counted));
        if (plan.csv() != null) {
            write(plan.csv(), result);
        }
        run.draw(
                plan.plot(),
                new TurnDrawing(
                        "Digital energy over the array's: " + plan.model().getFileName(), result));
        return result;
    }

    private static TurnResult result(TurnPlan plan, EnergyResult counted, Turning turning) {
        final Turning.Priced standard = turning.standard();
        final Double target = plan.target() == null ? reported(counted.task()) : plan.target();
        final List<Met> met = target == null ? List.of() : turning.meeting(target);
        return new TurnResult(
                standard.ratio(),
                standard.array(),
                standard.digital(),
                standard.arraySeconds(),
                turning.standards(),
                turning.oneByOne(),
                target,
                Turning.WITHIN,
                target != null && Math.abs(met.get(0).ratio() / target - 1) <= Turning.WITHIN,
                met,
                counted.samples(),
                counted.meanSteps(),
                counted.constants(),
                plan.technology().told(),
                plan.csv(),
                plan.plot(),
                counted);
    }

    private static Double reported(EnergyResult.Task task) {
        return switch (task) {
            case CLASSES -> CLASSIFICATION;
            case HOLES -> INPAINTING;
            case PIXELS -> null;
        };
    }

    private static void write(Path file, TurnResult result) throws IOException {
        final List<List<Object>> rows = new ArrayList<>();
        for (final Turned each : result.turned()) {
            rows.add(List.of(
                    each.assumption(),
                    each.instead(),
                    each.choice(),
                    each.ratio(),
                    each.factor(),
                    each.arrayJoules(),
                    each.digitalJoules(),
                    each.arraySeconds()));
        }
        WholeFile.writeTable(
                file,
                List.of(
                        "assumption",
                        "instead",
                        "choice",
                        "ratio",
                        "factor",
                        "arrayJoules",
                        "digitalJoules",
                        "arraySeconds"),
                rows);
    }
}
