package io.memspike.tasks.inpainting.fill;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.inpainting.PictureQuality;
import java.nio.file.Path;

/** How well holes were filled; the components say what they mean. What is not known is NaN, which JSON writes as null. */
public record InpaintResult(
        @Means("mean squared error in the hole, in [−1, 1], filled by the model")
        double holeMse,

        @Means("the same filled by the mean training picture; null where that is not known")
        double holeMseMeanFill,

        @JsonUnwrapped Filled filled,

        @Means("share of the originals that the classifier gets right, in [0, 1], or null")
        double accuracyOriginal,

        @Means("the same of filled pictures") Double accuracyFilled,

        @Means("Inception-style score of originals by the classifier; null without one")
        double scoreOriginal,

        @Means("the same figures of all that the network draws, known pixels too")
        Reconstruction reconstruction,

        @Means("mean steps") double meanSteps,
        @Means("steps without early stop") int steps,

        @Means("share of the steps that the early stop saves")
        double stepsSaved,

        @Means("number of pictures") int samples,
        @Means("speed") double samplesPerSecond,
        @Means("weights added to a current") double synapticOpsPerSample,
        @Means("the drawing") Path file,
        @Means("as given, or as the model's file says") double readNoise,
        @Means("the converters in words, or null") String converters,
        @Means("threshold of the early stop; null without") Double earlyStop,

        @Means("what it is of: `picture` or `hole`; null without")
        String earlyStopOf,

        @Means("the seed") long seed,
        @JsonIgnore int holeSize,
        @JsonIgnore String fullScales) {
    /** Whole filled pictures. */
    public record Filled(
            @Means("of whole filled pictures: mean squared error")
            double mse,

            @Means("peak signal-to-noise ratio in dB; null where nothing differs")
            double psnr,

            @Means("structural similarity") double ssim,

            @Means("Inception-style score of filled pictures by the classifier; null without one")
            Double score,

            @Means("Fréchet distance between originals and filled pictures, by the classifier; null without one")
            Double frechet) {
        static Filled of(PictureQuality quality) {
            final PictureQuality.Judged judged = quality.judged();
            return new Filled(
                    quality.meanSquaredError(),
                    quality.peakSignalToNoise(),
                    quality.structuralSimilarity(),
                    judged == null ? null : judged.score(),
                    judged == null ? null : judged.frechet());
        }
    }

    /**
     * What the network made of whole pictures.
     *
     * @param figures beside the originals
     * @param accuracy what the classifier gets right of them; null without one
     */
    public record Reconstruction(@JsonUnwrapped Filled figures, Double accuracy) {}
}
