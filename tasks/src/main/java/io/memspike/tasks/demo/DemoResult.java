package io.memspike.tasks.demo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;

/** What pruned memristors achieved; the components say what they mean. */
public record DemoResult(
        @Means("share of test digits classified rightly in all steps, in [0, 1]")
        double accuracy,

        @Means("the same with early stop") double accuracyEarlyStop,
        @Means("mean steps with early stop") double meanSteps,
        @Means("steps of a sample") int steps,
        @Means("confidence above which an inference stops") float threshold,
        @Means("duration of the training") double trainSeconds,
        @Means("duration of everything") double seconds,
        @Means("number of digits trained on") int trainSamples,
        @Means("number of test digits") int testSamples,
        @Means("the model file, or null") Path model,
        @Means("the seed") long seed,
        @JsonIgnore ClassifierEvaluation.Result full,
        @JsonIgnore ClassifierEvaluation.Result early) {}
