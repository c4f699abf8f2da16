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

        @Option(label = "N", says = "the first N, 0 for all", shown = SHOWN)
        Integer samples,

        @Option(label = "SIGMA", says = "noise of each read as a fraction of each cell's conductance", otherwise = "0")
        double readNoise,

        ConverterChoice converters,

        @Option(
                label = "N",
                says =
                        "renew the statistics of batch norms on each device, by the first N training samples, or N pieces of training images",
                shown = "as they were trained")
        Integer recalibrate,

        ArrayChoice array,

        @Option(
                written = true,
                label = "FILE",
                says =
                        "write what every device achieves as comma-separated values: `sweep,value,seed,accuracy`, or `holeMse`, or `prAuc`")
        Path csv,

        @Option(written = true, label = "FILE", says = "draw mean and standard deviation as PNG")
        Path plot,

        long seed) {
    /** Samples where nobody says how many. */
    public static final int MOST = 1000;

    private static final String SHOWN =
            MOST + ", or all where there are fewer; images that pixels are classified of: all";

    /** Refuses a number that tells no variance. */
    public StudyChoice {
        NormRecalibration.requireSamples(recalibrate);
    }
}
