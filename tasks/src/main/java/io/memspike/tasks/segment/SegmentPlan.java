package io.memspike.tasks.segment;

import io.memspike.datasets.Split;
import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;

/** In which images vessels are found, and by what; the components say what they mean. */
public record SegmentPlan(
        @Option(label = "MODEL", says = "a model file of a network that classifies pixels", positional = true)
        Path model,

        @Option(
                label = "DIR",
                says =
                        "images, or folders of images, vessels drawn and fields of view, in one of [these layouts](vessels.md)",
                required = true)
        Path input,

        @Option(
                label = "train|test",
                says = "which part of a set in one of these layouts",
                shown = "all images of the directory")
        Split split,

        @Option(label = "N", says = "the first N", otherwise = "0", shown = "all")
        int samples,

        @Option(label = "N", says = "rows and columns of the tiles that the network sees", shown = "as it was trained")
        Integer tile,

        @Option(label = "N", says = "pixels that neighbouring tiles share at least", shown = "a quarter of a tile")
        Integer overlap,

        @Option(label = "P", says = "probability from which on a pixel is drawn as a vessel", otherwise = "0.5")
        double threshold,

        @Option(
                written = true,
                label = "DIR",
                says = "a new directory for `NAME-probability.png` and `NAME-overlay.png` of each image",
                required = true)
        Path out,

        @Option(
                written = true,
                label = "PNG",
                says = "plot of recall over fall-out, and of precision over recall, of all images")
        Path plot,

        long seed) {
    /** Refuses what is no number of images, tile or probability. */
    public SegmentPlan {
        if (samples < 0) {
            throw new IllegalArgumentException("--samples: expected 0 or more, found " + samples);
        }
        if (tile != null && (tile < 1 || tile > 1 << 13)) {
            throw new IllegalArgumentException("--tile: expected 1 to 8192 pixels, found " + tile);
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("--threshold: expected a probability in [0, 1], found " + threshold);
        }
    }
}
