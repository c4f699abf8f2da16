package io.memspike.tasks.inpainting.fill;

import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.plan.ConverterChoice;
import io.memspike.tasks.plan.DataChoice;
import java.nio.file.Path;

/** Which holes are filled, and by what; the components say what they mean, and are null where nothing is asked for. */
public record InpaintPlan(
        @Option(label = "MODEL", says = "a model file of an auto-encoder", positional = true)
        Path model,

        @Option(label = "DIR|FILE", says = "pictures: PNG or JPEG of 28 x 28 or 32 x 32 pixels, instead of a data set")
        Path input,

        DataChoice data,

        @Option(label = "N", says = "the first N", otherwise = "0", shown = "all")
        int samples,

        @Option(
                label = "R,C,H,W",
                says = "the hole's first row and column, height and width",
                shown = "as in the model's training")
        String hole,

        @Option(label = "PNG", says = "a hole of any shape: the white pixels of an image of the pictures' size")
        Path mask,

        @Option(label = AutoEncoders.EARLY_STOP, says = AutoEncoders.EARLY_STOP_SAYS, otherwise = "off")
        String earlyStop,

        @Option(
                label = "SIGMA",
                says = "noise of each read as a fraction of each cell's conductance",
                shown = "0, or as the model's file says")
        Double readNoise,

        ConverterChoice converters,

        @Option(
                label = "FILE",
                says = "who judges the pictures, from train pictures",
                shown = "one of MNIST's digits for mnist")
        Path classifier,

        @Option(
                written = true,
                label = "PNG",
                says = "the picture of rows: originals, with holes, filled",
                required = true)
        Path out,

        @Option(label = "N", says = "pictures in a row of it, the first N, up to 256", otherwise = "16")
        int columns,

        long seed) {
    private static final int MOST_COLUMNS = 256; // of a drawing that is shown whole

    /** Refuses what contradicts itself. */
    public InpaintPlan {
        AutoEncoders.requireStop(earlyStop);
        if (readNoise != null) {
            new ReadNoise(readNoise, 0); // refuses what is none
        }
        if (input != null && data.isGiven() || hole != null && mask != null) {
            throw new IllegalArgumentException("expected one of "
                    + (hole != null && mask != null ? "--hole and --mask" : "--input and --dataset") + ", found both");
        }
        if (columns < 1 || columns > MOST_COLUMNS) {
            throw new IllegalArgumentException("--columns: expected 1 to " + MOST_COLUMNS + ", found " + columns);
        }
    }
}
