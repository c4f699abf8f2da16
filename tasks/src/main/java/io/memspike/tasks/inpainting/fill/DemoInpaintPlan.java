package io.memspike.tasks.inpainting.fill;

import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.inpainting.AutoEncoders;
import java.nio.file.Path;

/**
 * How much of the filling of holes is shown.
 *
 * @param samples test digits
 * @param earlyStop as {@link AutoEncoders#stop} takes it
 * @param out where rows of pictures are drawn
 * @param seed of all draws
 */
public record DemoInpaintPlan(
        @Option(label = "N", says = "fill the first N test digits", otherwise = "500")
        int samples,

        @Option(label = AutoEncoders.EARLY_STOP, says = AutoEncoders.EARLY_STOP_SAYS, otherwise = "model")
        String earlyStop,

        @Option(label = "PNG", says = "the picture of rows", otherwise = "inpainting.png")
        Path out,

        long seed) {
    /** Refuses what is no early stop. */
    public DemoInpaintPlan {
        AutoEncoders.requireStop(earlyStop);
    }
}
