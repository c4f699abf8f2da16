package io.memspike.tasks.lava;

import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;

/**
 * What is run.
 *
 * @param net a file of lava-dl
 * @param input what enters
 * @param steps how many, 0 for as many as the input has
 * @param resetInterval steps of a sample, 0 for all
 * @param layers how many of the file's, 0 for all
 * @param out where spikes are written
 */
public record LavaRunPlan(
        @Option(label = "NET", says = "a network of lava-dl, `.net`, HDF5", positional = true)
        Path net,

        @Option(
                label = "FILE",
                says =
                        "what enters, as NPY, in Lava's order: where the file has an input layer with neurons, the image [x, y, channel]"
                                + " that drives them, whole numbers as biases, others in [-1, 1] through the file's factor and term;"
                                + " else spikes [neurons, T] or [x, y, channel, T]",
                required = true)
        Path input,

        @Option(label = "N", says = "steps", otherwise = "0", shown = "those of the spikes that enter")
        int steps,

        @Option(
                label = "N",
                says = "neurons forget all every N steps, each layer a step after the one before",
                otherwise = "0",
                shown = "once, where a layer begins")
        int resetInterval,

        @Option(label = "N", says = "the first N layers of the file", otherwise = "0", shown = "all")
        int layers,

        @Option(
                written = true,
                label = "FILE",
                says =
                        "spikes as NPZ, one array a layer by its position in the file, U8 [x, y, channel, T] or [neurons, T]",
                required = true)
        Path out) {
    /** Refuses numbers that are none. */
    public LavaRunPlan {
        if (steps < 0 || resetInterval < 0 || layers < 0) {
            throw new IllegalArgumentException(
                    "--steps, --reset-interval, --layers: expected numbers of at least 0, found " + steps + ", "
                            + resetInterval + " and " + layers);
        }
    }
}
