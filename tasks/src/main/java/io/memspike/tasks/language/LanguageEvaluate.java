package io.memspike.tasks.language;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.memristor.tile.PositionCells;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.language.internal.LanguageChip;
import io.memspike.tasks.language.internal.LanguageModel;
import io.memspike.tasks.language.internal.TaskOnChips;
import io.memspike.tasks.plan.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How well tasks do in memory, and on chips of which each holds the encoder once, for all of them. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class LanguageEvaluate implements Experiment<LanguageEvaluatePlan, LanguageEvaluateResult> {
    @Override
    public String name() {
        return "language evaluate";
    }

    @Override
    public LanguageEvaluateResult run(LanguageEvaluatePlan plan, Run run) throws IOException {
        plan.chip().hardware(0); // checks, before anything is read
        final LanguageModel model = LanguageModel.read(plan.model());
        final List<TaskOnChips> tasks = new ArrayList<>();
        for (int t = 0; t < plan.task().size(); t++) {
            tasks.add(TaskOnChips.read(model, plan.adapter().get(t), plan.task().get(t), plan.texts()));
        }
        final List<Double> digital = new ArrayList<>();
        final List<List<Double>> onChips = new ArrayList<>();
        for (final TaskOnChips task : tasks) {
            digital.add(task.digital(run));
            onChips.add(new ArrayList<>());
        }
        final double age = Ages.seconds("--age", plan.age());
        final boolean compensated = plan.compensation().equals("on");
        final List<String> before = new ArrayList<>();
        boolean unchanged = true;
        for (int c = 0; c < plan.chips(); c++) {
            final LanguageChip aged =
                    LanguageChip.of(model, plan.chip(), plan.seed() + c, run).aged(plan.chip(), age, run);
            final LanguageChip chip = compensated ? aged : aged.uncompensated(); // calibrated alike: one chip of a seed
            before.add(chip.digest());
            for (int t = 0; t < tasks.size(); t++) {
                final Map<String, PositionCells> given = new TreeMap<>();
                onChips.get(t).add(tasks.get(t).on(chip, given, run));
                unchanged &= LanguageChip.digest(given).equals(before.get(c));
            }
        }
        final List<LanguageEvaluateResult.Task> results = new ArrayList<>();
        for (int t = 0; t < tasks.size(); t++) {
            final List<Double> each = onChips.get(t);
            results.add(new LanguageEvaluateResult.Task(
                    plan.task().get(t),
                    plan.adapter().get(t),
                    tasks.get(t).adapter().labels().size(),
                    tasks.get(t).texts().size(),
                    digital.get(t),
                    each.isEmpty() ? null : Spread.mean(each),
                    Spread.deviation(each),
                    List.copyOf(each),
                    tasks.get(t).adapter().size(),
                    Files.size(plan.adapter().get(t))));
        }
        final long weights = model.model().graph().nodesOf(MatrixKind.class).stream()
                .mapToLong(node -> model.model().weights(node.name()).length)
                .sum();
        final long all = model.model().tensors().values().stream()
                .mapToLong(tensor -> tensor.length)
                .sum();
        return new LanguageEvaluateResult(
                results, weights, all - weights, before, unchanged, plan.chips(), age, compensated, plan.seed());
    }
}
