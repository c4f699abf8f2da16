package io.memspike.tasks.language;

import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;
import java.util.List;

/** What came out; the components say what they mean. */
public record LanguageEvaluateResult(
        List<Task> tasks,

        @Means("weights of the encoder that lie on each chip")
        long weights,

        @Means("numbers of the encoder that stay in memory: tables, norms and biases")
        long digitalNumbers,

        @Means("digest of what lies on each chip's tiles before any task")
        List<String> conductances,

        @Means("whether it is what each task was computed with")
        boolean unchanged,

        @Means("number of chips") int chips,
        @Means("seconds since programming") double ageSeconds,
        @Means("whether drift is compensated") boolean compensated,
        @Means("seed of the first chip") long seed) {
    /** How one task does; the components say what they mean. */
    public record Task(
            @Means("the task's directory") Path task,

            @Means("what it has learnt; of several trainings the first")
            Path adapter,

            @Means("number of classes") int classes,
            @Means("number of texts") int texts,

            @Means("share classified rightly in memory, in [0, 1]; of several trainings the mean")
            double digital,

            @Means("its sample standard deviation between trainings; null of one")
            Double digitalDeviation,

            @Means("mean share on chips; null without chips")
            Double accuracy,

            @Means(
                    "its sample standard deviation between chips, of several trainings between all of theirs; null of fewer than two")
            Double deviation,

            @Means("that of each chip, training by training")
            List<Double> accuracies,

            @Means("numbers that the task has learnt") int numbers,
            @Means("bytes of its file") long bytes) {}
}
