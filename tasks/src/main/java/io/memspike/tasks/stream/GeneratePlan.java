package io.memspike.tasks.stream;

import io.memspike.datasets.Split;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.plan.DataChoice;
import io.memspike.tasks.plan.DataPlace;
import io.memspike.tasks.plan.EncoderChoice;
import java.nio.file.Path;

/**
 * Which data become an event file.
 *
 * @param dataset by name or directory
 * @param place where data sets lie
 * @param encode how they become events
 * @param split of the data set
 * @param samples how many; 0 for all
 * @param out the event file
 * @param seed of what the encoder draws
 */
public record GeneratePlan(
        @Option(label = "D", says = DataChoice.NAMES, otherwise = "mnist")
        String dataset,

        DataPlace place,
        EncoderChoice encode,

        @Option(label = "train|test", says = "part of the data set", otherwise = "test")
        Split split,

        @Option(label = "N", says = "the first N", otherwise = "0", shown = "all")
        int samples,

        @Option(label = "FILE", says = "the event file", required = true)
        Path out,

        long seed) {}
