package io.memspike.tasks.inpainting;

import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.quality.internal.DiversityScore;
import io.memspike.tasks.inpainting.quality.internal.FrechetDistance;
import io.memspike.tasks.inpainting.quality.internal.Similarity;
import java.util.List;

/**
 * How good pictures are beside their originals.
 *
 * @param meanSquaredError over all pixels, in [−1, 1]
 * @param peakSignalToNoise of that error, in dB
 * @param structuralSimilarity mean over the pictures; NaN below 11 × 11 pixels
 * @param judged what a classifier makes of them, or null where there is none
 */
public record PictureQuality(
        double meanSquaredError, double peakSignalToNoise, double structuralSimilarity, Judged judged) {
    /**
     * What a classifier makes of pictures.
     *
     * @param score {@link DiversityScore}
     * @param frechet {@link FrechetDistance} of its features from those of the originals; NaN for a single picture
     * @param accuracy share of labelled pictures that it takes for what they are; NaN where none is labelled
     */
    public record Judged(double score, double frechet, double accuracy) {}

    /**
     * Measures pictures.
     *
     * @param originals what they should be
     * @param pictures (side²) in [−1, 1], one for each original. Not modified.
     * @param side height and width in pixels
     */
    public static PictureQuality of(List<Picture> originals, List<float[]> pictures, int side) {
        final Similarity similarity = side < 11 ? null : new Similarity(side);
        double error = 0;
        double structural = 0;
        for (int i = 0; i < pictures.size(); i++) {
            error += Similarity.meanSquaredError(originals.get(i).pixels(), pictures.get(i));
            structural += similarity == null
                    ? Double.NaN
                    : similarity.structural(originals.get(i).pixels(), pictures.get(i));
        }
        error /= pictures.size();
        return new PictureQuality(error, Similarity.peakSignalToNoise(error), structural / pictures.size(), null);
    }

    /**
     * The same with a classifier's opinion.
     *
     * @param originals what the pictures should be
     * @param real what it makes of the originals
     * @param found what it makes of the pictures
     */
    public PictureQuality with(
            List<Picture> originals, PictureClassifier.Judgement real, PictureClassifier.Judgement found) {
        final double frechet =
                originals.size() < 2 ? Double.NaN : FrechetDistance.between(real.features(), found.features());
        return new PictureQuality(
                meanSquaredError,
                peakSignalToNoise,
                structuralSimilarity,
                new Judged(DiversityScore.of(found.probabilities()), frechet, accuracy(originals, found)));
    }

    /** Share of the labelled pictures that a classifier is right about; NaN where none is labelled. */
    public static double accuracy(List<Picture> pictures, PictureClassifier.Judgement judgement) {
        int labelled = 0;
        int right = 0;
        for (int i = 0; i < pictures.size(); i++) {
            labelled += pictures.get(i).isLabelled() ? 1 : 0;
            right += pictures.get(i).label() == judgement.decision(i) ? 1 : 0;
        }
        return labelled == 0 ? Double.NaN : (double) right / labelled;
    }
}
