package io.memspike.tasks.inpainting.sample;

import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;

/**
 * How pictures are drawn from a prior.
 *
 * @param model a model file of an auto-encoder
 * @param samples how many
 * @param out where they are drawn
 * @param seed of the draws
 */
public record SamplePlan(
        @Option(label = "MODEL", says = "a model file of an auto-encoder", positional = true)
        Path model,

        @Option(label = "N", says = "how many", otherwise = "64")
        int samples,

        @Option(label = "PNG", says = "where to draw them", otherwise = "samples.png")
        Path out,

        long seed) {
    private static final int MOST = 10_000;

    /** Refuses none, and too many. */
    public SamplePlan {
        if (samples < 1 || samples > MOST) {
            throw new IllegalArgumentException("--samples: expected 1 to " + MOST + ", found " + samples);
        }
    }
}
