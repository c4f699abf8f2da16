package io.memspike.tasks.inpainting.sample;

import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;

/** What was drawn; the components say what they mean. */
public record SampleResult(
        @Means("number of pictures") int samples,
        @Means("steps of each") int steps,
        @Means("duration") double seconds,
        @Means("the drawing") Path file,
        @Means("the seed") long seed) {}
