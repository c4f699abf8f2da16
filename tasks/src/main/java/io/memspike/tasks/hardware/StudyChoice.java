package io.memspike.tasks.hardware;

import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.plan.ConverterChoice;
import io.memspike.tasks.plan.DataChoice;
import java.nio.file.Path;

/**
 * What is studied of a model on arrays; null for what is not given.
 *
 * @param model a model file
 * @param sweep the effect that varies, and its strengths
 * @param repeats devices at each point
 * @param data what the model is shown
 * @param samples how many; 0 for all
 * @param readNoise as a fraction of each cell's conductance
 * @param converters around its layers
 * @param array what does not vary of it
 * @param csv where each device's result is written
 * @param plot where mean and deviation are drawn
 * @param seed of the first device
 */
public record StudyChoice(
        @Option(label = "FILE", says = "a model file", required = true)
        Path model,

        @Option(
                label = "NAME=POINTS",
                says = "FROM..TO/POINTS, log:FROM..TO/POINTS or VALUE,VALUE,… of an effect",
                required = true)
        String sweep,

        @Option(label = "R", says = "devices at each point: seeds from --seed up", otherwise = "10")
        int repeats,

        DataChoice data,

        @Option(label = "N", says = "the first N, 0 for all", otherwise = "1000")
        int samples,

        @Option(label = "SIGMA", says = "noise of each read as a fraction of each cell's conductance", otherwise = "0")
        double readNoise,

        ConverterChoice converters,
        ArrayChoice array,

        @Option(
                label = "FILE",
                says = "write what every device achieves as comma-separated values: `sweep,value,seed,accuracy`")
        Path csv,

        @Option(label = "FILE", says = "draw mean and standard deviation as PNG")
        Path plot,

        long seed) {}
