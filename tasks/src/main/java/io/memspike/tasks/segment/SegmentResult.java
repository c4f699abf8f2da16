package io.memspike.tasks.segment;

import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;
import java.util.List;

/** What was found in images; the components say what they mean. */
public record SegmentResult(
        SegmentationQuality all,

        @Means("the same of each image") List<SegmentationQuality> images,
        @Means("number of images") int samples,
        @Means("number of tiles") int tiles,
        @Means("images a second, written") double samplesPerSecond,

        @Means("probability from which on a pixel is drawn as a vessel")
        double threshold,

        @Means("the directory") Path out,
        @Means("the plot, or null") Path plot,
        @Means("the seed") long seed) {}
