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
import java.nio.file.Path;
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
        final List<Judged> judged = new ArrayList<>(); // training by training of each task
        for (int t = 0; t < plan.task().size(); t++) {
            for (final Path adapter : plan.adapters(t)) {
                final TaskOnChips task =
                        TaskOnChips.read(model, adapter, plan.task().get(t), plan.texts());
                judged.add(new Judged(adapter, task, new ArrayList<>(), new ArrayList<>()));
            }
        }
        for (final Judged each : judged) {
            each.digital().add(each.task().digital(run));
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
            for (final Judged each : judged) {
                final Map<String, PositionCells> given = new TreeMap<>();
                each.onChips().add(each.task().on(chip, given, run));
                unchanged &= LanguageChip.digest(given).equals(before.get(c));
            }
        }
        final List<LanguageEvaluateResult.Task> results = new ArrayList<>();
        for (int t = 0; t < plan.task().size(); t++) {
            final int first = t * plan.repeats();
            results.add(result(plan.task().get(t), judged.subList(first, first + plan.repeats())));
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

    /** One training of a task, and what its chips come to. */
    private record Judged(Path adapter, TaskOnChips task, List<Double> digital, List<Double> onChips) {}

    private static LanguageEvaluateResult.Task result(Path directory, List<Judged> trainings) throws IOException {
        final List<Double> digital =
                trainings.stream().flatMap(each -> each.digital().stream()).toList();
        final List<Double> onChips =
                trainings.stream().flatMap(each -> each.onChips().stream()).toList();
        final Judged first = trainings.get(0);
        return new LanguageEvaluateResult.Task(
                directory,
                first.adapter(),
                first.task().adapter().labels().size(),
                first.task().texts().size(),
                Spread.mean(digital),
                Spread.deviation(digital),
                onChips.isEmpty() ? null : Spread.mean(onChips),
                Spread.deviation(onChips),
                onChips,
                first.task().adapter().size(),
                Files.size(first.adapter()));
    }
}
