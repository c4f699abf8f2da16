package io.memspike.tasks.hardware;

import io.memspike.tasks.array.NormRecalibration;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.plan.ConverterChoice;
import io.memspike.tasks.plan.DataChoice;
import java.nio.file.Path;

/** What is studied of a model on arrays; the components say what they mean, and are null where nothing is asked for. */
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

        @Option(
                label = "N",
                says =
                        "of classifiers: renew the statistics of batch norms on each device, by the first N training samples",
                shown = "as they were trained")
        Integer recalibrate,

        ArrayChoice array,

        @Option(
                label = "FILE",
                says = "write what every device achieves as comma-separated values: `sweep,value,seed,accuracy`")
        Path csv,

        @Option(label = "FILE", says = "draw mean and standard deviation as PNG")
        Path plot,

        long seed) {
    /** Refuses a number that tells no variance. */
    public StudyChoice {
        NormRecalibration.requireSamples(recalibrate);
    }
}
