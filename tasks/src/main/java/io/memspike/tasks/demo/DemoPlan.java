package io.memspike.tasks.demo;

import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;

/**
 * How much of the main job is shown.
 *
 * @param samples digits to train on
 * @param testSamples digits to test on; 0 for all
 * @param out where the model is kept; null for nowhere
 * @param seed of devices, scores and shuffling
 */
public record DemoPlan(
        @Option(label = "N", says = "train on the first N digits", otherwise = "30000")
        int samples,

        @Option(label = "N", says = "test on the first N test digits", otherwise = "0", shown = "all 10,000")
        int testSamples,

        @Option(label = "FILE", says = "keep the model", shown = "it is not kept")
        Path out,

        long seed) {}
