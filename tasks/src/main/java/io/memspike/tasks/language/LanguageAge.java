package io.memspike.tasks.language;

import com.google.auto.service.AutoService;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.language.internal.LanguageChip;
import io.memspike.tasks.language.internal.LanguageModel;
import io.memspike.tasks.language.internal.TaskOnChips;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.Spread;
import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a task does on chips as they age, with drift compensation and without. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class LanguageAge implements Experiment<LanguageAgePlan, LanguageAgeResult> {
    @Override
    public String name() {
        return "language age";
    }

    @Override
    public LanguageAgeResult run(LanguageAgePlan plan, Run run) throws IOException {
        for (final String time : plan.times()) {
            plan.chip().hardware(Ages.seconds("--times", time)); // checks, before anything is read
        }
        final Path texts = plan.task().resolve(TaskOnChips.FILE);
        Checkpoints.requireWritable(plan.csv());
        Checkpoints.requireNoInput(plan.csv(), plan.model(), plan.adapter(), texts);
        run.requireDrawing(plan.plot(), plan.model(), plan.adapter(), texts);
        Checkpoints.requireOther(plan.csv(), plan.plot());
        final LanguageModel model = LanguageModel.read(plan.model());
        final TaskOnChips task = TaskOnChips.read(model, plan.adapter(), plan.task(), plan.texts());
        final double digital = task.digital(run);
        final List<LanguageAgeResult.Point> points = points(plan, model, task, run);
        if (plan.csv() != null) {
            write(plan, points);
        }
        final LanguageAgeResult result = new LanguageAgeResult(
                digital, points, task.texts().size(), plan.chips(), plan.seed(), plan.csv(), plan.plot());
        run.draw(
                plan.plot(),
                new LanguageAgeResult.Drawing(
                        plan.adapter().getFileName() + " on " + plan.chips() + " chips of "
                                + plan.chip().device(),
                        result));
        return result;
    }

    private static List<LanguageAgeResult.Point> points(
            LanguageAgePlan plan, LanguageModel model, TaskOnChips task, Run run) throws IOException {
        final List<List<Double>> compensated = new ArrayList<>();
        final List<List<Double>> plain = new ArrayList<>();
        plan.times().forEach(time -> {
            compensated.add(new ArrayList<>());
            plain.add(new ArrayList<>());
        });
        for (int c = 0; c < plan.chips(); c++) {
            final LanguageChip fresh = LanguageChip.of(model, plan.chip(), plan.seed() + c, run);
            for (int t = 0; t < plan.times().size(); t++) {
                final double seconds = Ages.seconds("--times", plan.times().get(t));
                final LanguageChip aged = fresh.aged(plan.chip(), seconds, run);
                compensated.get(t).add(task.on(aged, run));
                plain.get(t).add(task.on(aged.uncompensated(), run));
            }
        }
        final List<LanguageAgeResult.Point> points = new ArrayList<>();
        for (int t = 0; t < plan.times().size(); t++) {
            points.add(new LanguageAgeResult.Point(
                    plan.times().get(t),
                    Ages.seconds("--times", plan.times().get(t)),
                    Spread.mean(compensated.get(t)),
                    Spread.deviation(compensated.get(t)),
                    compensated.get(t),
                    Spread.mean(plain.get(t)),
                    Spread.deviation(plain.get(t)),
                    plain.get(t)));
        }
        return points;
    }

    /** A line for each time, with compensation and without, and chip. */
    private static void write(LanguageAgePlan plan, List<LanguageAgeResult.Point> points) throws IOException {
        final List<List<Object>> rows = new ArrayList<>();
        for (final LanguageAgeResult.Point point : points) {
            for (int c = 0; c < plan.chips(); c++) {
                rows.add(List.of(
                        point.time(),
                        point.seconds(),
                        true,
                        plan.seed() + c,
                        point.compensatedOf().get(c)));
            }
            for (int c = 0; c < plan.chips(); c++) {
                rows.add(List.of(
                        point.time(),
                        point.seconds(),
                        false,
                        plan.seed() + c,
                        point.plainOf().get(c)));
            }
        }
        WholeFile.writeTable(plan.csv(), List.of("time", "seconds", "compensated", "seed", "accuracy"), rows);
    }
}
