package io.memspike.app.array;

import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.hardware.ArrayChoice;
import java.nio.file.Path;

/** Which layer's cells are drawn; the components say what they mean, and are null where nothing is asked for. */
record ShowPlan(
        @Option(label = "FILE", says = "a model file", required = true)
        Path model,

        @Option(label = "L", says = "position of a layer with weights in the model", shown = "the first")
        Integer layer,

        @Option(
                written = true,
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
