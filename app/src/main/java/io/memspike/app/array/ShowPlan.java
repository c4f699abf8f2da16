package io.memspike.app.array;

import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.hardware.ArrayChoice;
import java.nio.file.Path;

/**
 * Which layer's cells are drawn; null for what is not given.
 *
 * @param model a model file
 * @param layer position of a layer with weights
 * @param out a directory, or a file of all pictures
 * @param array what they are like
 * @param seed of the cells
 */
record ShowPlan(
        @Option(label = "FILE", says = "a model file", required = true)
        Path model,

        @Option(label = "L", says = "position of a layer with weights in the model", shown = "the first")
        Integer layer,

        @Option(
                label = "DIR|FILE.png",
                says = "an existing directory for one PNG a picture, or one PNG for all of them",
                required = true)
        Path out,

        ArrayChoice array,
        long seed) {
    /** Whether all pictures go onto one. */
    boolean isSingle() {
        return out.toString().endsWith(".png");
    }
}
