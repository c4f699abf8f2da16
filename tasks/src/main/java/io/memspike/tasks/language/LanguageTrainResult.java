package io.memspike.tasks.language;

import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.language.internal.TaskTraining;
import io.memspike.tasks.language.internal.TextSplit;
import io.memspike.tasks.plan.Spread;
import java.nio.file.Path;
import java.util.List;

/** What trainings came to; the components say what they mean. */
public record LanguageTrainResult(
        @Means("file of what was learnt, of several trainings the first")
        Path adapter,

        @Means("what learnt") String mode,
        @Means("number of classes") int classes,
        @Means("texts that were learnt from") int trainTexts,
        @Means("texts that were judged by") int testTexts,

        @Means("mean loss of the last epoch, in nats; null where none was left to do")
        Double loss,

        @Means("share of the test texts classified rightly in memory, in [0, 1]; of several trainings the mean")
        double accuracy,

        @Means("sample standard deviation of several trainings' accuracies; null where there is one")
        Double deviation,

        @Means("accuracy of each training") List<Double> accuracies,

        @Means(
                "with --adapt-at the share on the chip that was learnt on, at that age; of several trainings the mean; else null")
        Double chipAccuracy,

        @Means("its deviation; null where there are fewer than two")
        Double chipDeviation,

        @Means("the epoch whose adapter is kept, of several trainings the first's")
        int epoch,

        @Means("numbers that learnt") int parameters,

        @Means("texts that were embedded in a second; null where training began with an adapter or a checkpoint of one")
        Double textsPerSecond,

        @Means("seconds that training took, of adapters those after the head's; of several trainings the first's")
        double trainingSeconds,

        @Means("texts that training took in a second, forward and back")
        double trainTextsPerSecond,

        @Means("the seed, of several trainings the first") long seed) {
    static LanguageTrainResult of(
            LanguageTrainPlan plan, Path adapter, TextSplit texts, List<TaskTraining.Trained> trained) {
        final List<Double> accuracies =
                trained.stream().map(TaskTraining.Trained::accuracy).toList();
        final List<Double> chips = plan.refit().ageSeconds() == null
                ? List.of()
                : trained.stream().map(TaskTraining.Trained::onChip).toList();
        final TaskTraining.Trained first = trained.get(0);
        return new LanguageTrainResult(
                adapter,
                plan.mode(),
                texts.training().labels().size(),
                texts.training().size(),
                texts.heldOut().size(),
                first.news().loss(),
                Spread.mean(accuracies),
                Spread.deviation(accuracies),
                accuracies,
                chips.isEmpty() ? null : (Double) Spread.mean(chips),
                Spread.deviation(chips),
                first.epoch(),
                first.adapter().size(),
                first.textsPerSecond(),
                first.news().seconds(),
                first.news().samplesPerSecond(),
                plan.seed());
    }
}
