package io.memspike.tasks.language;

import com.google.auto.service.AutoService;
import io.memspike.datasets.text.TextSet;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.language.internal.LanguageChip;
import io.memspike.tasks.language.internal.LanguageModel;
import io.memspike.tasks.language.internal.TaskOnChips;
import io.memspike.tasks.language.internal.TaskTraining;
import io.memspike.tasks.language.internal.TextSplit;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Adapters of several ranks, or for converters of several bits, on fresh chips and aged ones. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class LanguageStudy implements Experiment<LanguageStudyPlan, LanguageStudyResult> {
    @Override
    public String name() {
        return "language study";
    }

    @Override
    public LanguageStudyResult run(LanguageStudyPlan plan, Run run) throws IOException {
        plan.values().forEach(plan::training); // checks, before anything is read
        plan.chip().hardware(0);
        final Path trainFile = plan.task().resolve("train.tsv");
        final Path testFile = plan.task().resolve(TaskOnChips.FILE);
        for (final int value : plan.values()) {
            Checkpoints.requireWritable(plan.file(value));
            Checkpoints.requireNoInput(plan.file(value), plan.model(), trainFile, testFile);
            Checkpoints.requireNoOther(Checkpoints.besides(plan.file(value)), null);
            Checkpoints.requireOther(plan.csv(), plan.file(value));
        }
        Checkpoints.requireWritable(plan.csv());
        Checkpoints.requireNoInput(plan.csv(), plan.model(), trainFile, testFile);
        run.requireDrawing(plan.plot(), plan.model(), trainFile, testFile);
        Checkpoints.requireOther(plan.csv(), plan.plot());
        final TextSet all = TextSet.read(trainFile);
        final TextSet test = plan.holdOut() > 0 ? null : TextSet.read(testFile, all.labels());
        final TextSplit texts = TextSplit.of(all, plan.holdOut(), plan.texts(), plan.seed(), test);
        final LanguageModel model = LanguageModel.read(plan.model());
        final List<Swept> swept = new ArrayList<>();
        for (final int value : plan.values()) {
            final TaskTraining.Trained trained =
                    new TaskTraining(plan.training(value), plan.file(value), model, texts, null).run(run);
            final TaskOnChips task =
                    new TaskOnChips(trained.adapter(), trained.adapter().on(model), texts.heldOut());
            swept.add(new Swept(value, task, trained.accuracy()));
        }
        for (int c = 0; c < plan.chips(); c++) {
            judge(plan, plan.seed() + c, model, swept, run);
        }
        final LanguageStudyResult result = new LanguageStudyResult(
                plan.sweep(),
                swept.stream().map(each -> each.point(plan)).toList(),
                plan.age(),
                texts.training().size(),
                texts.heldOut().size(),
                plan.chips(),
                plan.seed(),
                plan.csv(),
                plan.plot());
        if (plan.csv() != null) {
            write(plan, swept);
        }
        run.draw(
                plan.plot(),
                new LanguageStudyResult.Drawing(
                        plan.task().getFileName() + " on " + plan.chips() + " chips of "
                                + plan.chip().device(),
                        result));
        return result;
    }

    /** A value with its adapter, and its shares: fresh, aged, and both of the first adapter. */
    private record Swept(
            int value,
            TaskOnChips task,
            double digital,
            List<Double> fresh,
            List<Double> aged,
            List<Double> freshBefore,
            List<Double> agedBefore) {
        Swept(int value, TaskOnChips task, double digital) {
            this(value, task, digital, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        LanguageStudyResult.Point point(LanguageStudyPlan plan) {
            return new LanguageStudyResult.Point(
                    value,
                    plan.file(value),
                    task.adapter().size(),
                    digital,
                    LanguageStudyResult.Shares.of(fresh),
                    LanguageStudyResult.Shares.of(aged),
                    freshBefore.isEmpty() ? null : LanguageStudyResult.Shares.of(freshBefore),
                    agedBefore.isEmpty() ? null : LanguageStudyResult.Shares.of(agedBefore));
        }
    }

    /** All adapters on a chip, which is one for all ranks, and has other converters for other bits. */
    private static void judge(LanguageStudyPlan plan, long seed, LanguageModel model, List<Swept> swept, Run run)
            throws IOException {
        LanguageChip fresh = null;
        LanguageChip aged = null;
        for (final Swept each : swept) {
            if (fresh == null || plan.isOfBits()) {
                final ChipChoice choice = plan.chip(each.value());
                fresh = LanguageChip.of(model, choice, seed, run);
                aged = fresh.aged(choice, plan.ageSeconds(), run);
            }
            each.fresh().add(each.task().on(fresh, run));
            each.aged().add(each.task().on(aged, run));
            if (plan.isOfBits()) {
                final Swept first = swept.get(0);
                each.freshBefore()
                        .add(each == first ? last(first.fresh()) : first.task().on(fresh, run));
                each.agedBefore()
                        .add(each == first ? last(first.aged()) : first.task().on(aged, run));
            }
        }
    }

    private static Double last(List<Double> shares) {
        return shares.get(shares.size() - 1);
    }

    private static void write(LanguageStudyPlan plan, List<Swept> swept) throws IOException {
        final List<List<Object>> rows = new ArrayList<>();
        for (final Swept each : swept) {
            for (int c = 0; c < plan.chips(); c++) {
                final long seed = plan.seed() + c;
                rows.add(List.of(each.value(), true, 0.0, seed, each.fresh().get(c)));
                rows.add(List.of(
                        each.value(), true, plan.ageSeconds(), seed, each.aged().get(c)));
                if (plan.isOfBits()) {
                    rows.add(List.of(
                            each.value(), false, 0.0, seed, each.freshBefore().get(c)));
                    rows.add(List.of(
                            each.value(),
                            false,
                            plan.ageSeconds(),
                            seed,
                            each.agedBefore().get(c)));
                }
            }
        }
        WholeFile.writeTable(plan.csv(), List.of("value", "readapted", "seconds", "seed", "accuracy"), rows);
    }
}
