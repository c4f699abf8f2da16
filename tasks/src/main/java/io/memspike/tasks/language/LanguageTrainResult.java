package io.memspike.tasks.language;

import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;

/** What a training came to; the components say what they mean. */
public record LanguageTrainResult(
        @Means("file of what was learnt") Path adapter,
        @Means("what learnt") String mode,
        @Means("number of classes") int classes,
        @Means("texts that were learnt from") int trainTexts,
        @Means("texts that were judged by") int testTexts,
        @Means("mean loss of the last epoch, in nats") double loss,

        @Means("share of the test texts classified rightly, in [0, 1]")
        double accuracy,

        @Means("numbers that learnt") int parameters,
        @Means("texts that were embedded in a second") double textsPerSecond,

        @Means("seconds that training took, of adapters those after the head's")
        double trainingSeconds,

        @Means("texts that training took in a second, forward and back")
        double trainTextsPerSecond,

        @Means("the seed") long seed) {}
