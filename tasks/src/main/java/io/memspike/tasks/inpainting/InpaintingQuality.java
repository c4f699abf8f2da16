package io.memspike.tasks.inpainting;

import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.quality.internal.DiversityScore;
import java.util.List;

/**
 * How well holes were filled.
 *
 * @param filled the filled pictures beside the originals
 * @param reconstruction what the network made of whole pictures, beside the originals
 * @param accuracyOriginal share of the labelled originals that the classifier takes for what they are; NaN without
 *     classifier or labels
 * @param scoreOriginal the originals' own {@link DiversityScore}; NaN without classifier
 */
public record InpaintingQuality(
        PictureQuality filled, PictureQuality reconstruction, double accuracyOriginal, double scoreOriginal) {
    /**
     * Measures filled pictures.
     *
     * @param result what was filled
     * @param classifier judges it; null for nobody
     * @param threads at least 1; they change no bit of the result
     */
    public static InpaintingQuality of(Inpainting.Result result, PictureClassifier classifier, int threads) {
        final List<Picture> originals = result.pictures();
        final List<float[]> filled = result.filled();
        final int side = result.hole().canvas().side();
        final PictureQuality first = PictureQuality.of(originals, filled, side);
        final PictureQuality second = PictureQuality.of(originals, result.reconstructions(), side);
        if (classifier == null) {
            return new InpaintingQuality(first, second, Double.NaN, Double.NaN);
        }
        final PictureClassifier.Judgement real =
                classifier.judge(originals.stream().map(Picture::pixels).toList(), threads);
        return new InpaintingQuality(
                first.with(originals, real, classifier.judge(filled, threads)),
                second.with(originals, real, classifier.judge(result.reconstructions(), threads)),
                PictureQuality.accuracy(originals, real),
                DiversityScore.of(real.probabilities()));
    }
}
