package io.memspike.tasks.language;

import com.google.auto.service.AutoService;
import io.memspike.datasets.text.TextSet;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.language.internal.LanguageModel;
import io.memspike.tasks.language.internal.TaskOnChips;
import io.memspike.tasks.language.internal.TaskTraining;
import io.memspike.tasks.language.internal.TextCheckpoint;
import io.memspike.tasks.language.internal.TextSplit;
import io.memspike.tasks.plan.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Trains what a task learns on top of an encoder, once or with several seeds. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class LanguageTrain implements Experiment<LanguageTrainPlan, LanguageTrainResult> {
    @Override
    public String name() {
        return "language train";
    }

    @Override
    public LanguageTrainResult run(LanguageTrainPlan asked, Run run) throws IOException {
        asked.chip().hardware(0); // checks, before anything is read
        final Path trainFile = asked.task().resolve("train.tsv");
        final Path testFile = asked.task().resolve(TaskOnChips.FILE);
        final Path resume = asked.kept().resume();
        for (int i = 0; i < asked.kept().repeats(); i++) {
            final Path file = asked.file(i);
            Checkpoints.requireWritable(file);
            Checkpoints.requireNoInput(
                    file, asked.model(), trainFile, testFile, asked.refit().from(), resume);
            Checkpoints.requireNoOther(Checkpoints.besides(file), resume);
        }
        final TextCheckpoint checkpoint = resume == null ? null : TextCheckpoint.read(resume);
        final LanguageTrainPlan first = checkpoint == null ? asked : checkpoint.goingOn(asked);
        final TextSet all = TextSet.read(trainFile);
        final TextSet test = first.holdOut() > 0 ? null : TextSet.read(testFile, all.labels());
        final List<TextSplit> splits = new ArrayList<>();
        for (int i = 0; i < first.kept().repeats(); i++) {
            splits.add(TextSplit.of(all, first.holdOut(), first.texts(), first.seed() + i, test));
        }
        final LanguageModel model = LanguageModel.read(first.model());
        final List<TaskTraining.Trained> trained = new ArrayList<>();
        for (int i = 0; i < splits.size(); i++) {
            final LanguageTrainPlan plan = first.withSeed(first.seed() + i);
            trained.add(new TaskTraining(plan, asked.file(i), model, splits.get(i), checkpoint).run(run));
        }
        return LanguageTrainResult.of(first, asked.file(0), splits.get(0), trained);
    }
}
