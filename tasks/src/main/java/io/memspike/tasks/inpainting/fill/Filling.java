package io.memspike.tasks.inpainting.fill;

import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.inpainting.Inpainting;
import io.memspike.tasks.inpainting.InpaintingQuality;
import io.memspike.tasks.inpainting.PictureClassifier;
import io.memspike.tasks.inpainting.PictureQuality;
import io.memspike.tasks.inpainting.PictureStop;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.PictureGrid;
import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Holes that were filled.
 *
 * @param result the pictures
 * @param steps of a picture without early stop
 * @param stop when pictures were finished; null after all steps
 * @param meanFill error had the mean picture filled them; NaN where that is not known
 */
record Filling(Inpainting.Result result, int steps, PictureStop stop, double meanFill) {
    private static final int ZOOM = 3;

    /** Draws the first pictures: originals, with holes, filled. */
    void draw(Path out, int columns) throws IOException {
        final int shown = Math.min(columns, result.pictures().size());
        final List<float[]> originals = result.pictures().subList(0, shown).stream()
                .map(Picture::pixels)
                .toList();
        WholeFile.write(
                out,
                PictureGrid.png(PictureGrid.draw(
                        result.hole().canvas(),
                        List.of(
                                originals,
                                result.holed().subList(0, shown),
                                result.filled().subList(0, shown)),
                        ZOOM)));
    }

    /**
     * How well they were filled.
     *
     * @param judge who judges; null for nobody
     * @param surroundings what is told of the hardware
     */
    InpaintResult measured(PictureClassifier judge, Run run, Path out, Surroundings surroundings, long seed) {
        final InpaintingQuality quality = InpaintingQuality.of(result, judge, run.threads());
        final PictureQuality.Judged filled = quality.filled().judged();
        final PictureQuality.Judged whole = quality.reconstruction().judged();
        final int size = result.pictures().size();
        return new InpaintResult(
                result.holeError(),
                meanFill,
                InpaintResult.Filled.of(quality.filled()),
                quality.accuracyOriginal(),
                filled == null ? null : filled.accuracy(),
                quality.scoreOriginal(),
                new InpaintResult.Reconstruction(
                        InpaintResult.Filled.of(quality.reconstruction()), whole == null ? null : whole.accuracy()),
                result.meanSteps(),
                steps,
                1 - result.meanSteps() / steps,
                size,
                size / result.seconds(),
                (double) result.synapticOperations() / size,
                out,
                surroundings.readNoise(),
                surroundings.converters(),
                stop == null ? null : stop.threshold(),
                stop == null ? null : stop.isOfHole() ? "hole" : "picture",
                seed,
                result.hole().size(),
                surroundings.fullScales());
    }

    /**
     * What memristors were read through.
     *
     * @param readNoise as a fraction of each cell's conductance
     * @param converters in words; null for none
     * @param fullScales in words
     */
    record Surroundings(double readNoise, String converters, String fullScales) {
        /** Nothing. */
        static final Surroundings NONE = new Surroundings(0, null, "");
    }
}
