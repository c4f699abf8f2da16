package io.memspike.tasks.evaluate;

import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.plan.DataPlace;
import java.nio.file.Path;

/**
 * How the early stop of a classifier is calibrated; null for what is not given.
 *
 * @param model a model file
 * @param dataset by name or directory
 * @param place where data sets lie
 * @param holdOut how many training samples, the last ones
 * @param policy the rule to stop by
 * @param maxLoss in percentage points
 * @param accuracy in [0, 1], instead
 * @param plot where the curve is drawn
 * @param seed of what encoders draw
 */
public record CalibratePlan(
        @Option(label = "MODEL", says = "a model file", positional = true)
        Path model,

        @Option(label = "D", says = "data set", shown = "the model's")
        String dataset,

        DataPlace place,

        @Option(label = "N", says = "use the last N training samples", shown = "those that the model held out")
        Integer holdOut,

        @Option(label = "confidence|margin|entropy", says = "the early-stop rule", otherwise = "confidence")
        String policy,

        @Option(
                label = "POINTS",
                says = "loss of accuracy against all steps that is not exceeded with 95 % confidence, in percentage"
                        + " points",
                otherwise = "0.5")
        double maxLoss,

        @Option(label = "A", says = "wanted accuracy in [0, 1], instead of --max-loss")
        Double accuracy,

        @Option(label = "FILE", says = "draw accuracy against mean steps as PNG")
        Path plot,

        long seed) {}
