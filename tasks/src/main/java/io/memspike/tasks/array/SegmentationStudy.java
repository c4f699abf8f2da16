package io.memspike.tasks.array;

import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.run.Network;
import io.memspike.datasets.segment.AnnotatedImage;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.tasks.segment.ScoreCurve;
import io.memspike.tasks.segment.Segmentation;
import io.memspike.tasks.segment.SegmentationData;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * How well a network finds pixels on hardware: of each image the area under precision over recall, of all its pixels that
 * count. Immutable and thread-safe.
 *
 * @param model graph, weights and masks
 * @param data the images
 * @param calibration pieces that converters find their full scale on, not those to be tested on
 * @param renewing pieces that statistics of batch norms are renewed by on each device; null where they stay as trained
 * @param kernels inner loops
 */
public record SegmentationStudy(
        Model model, SegmentationData data, Samples calibration, Samples renewing, Kernels kernels)
        implements StudyTask {
    /** Refuses what would judge an image without any pixel to be found. */
    public SegmentationStudy {
        Objects.requireNonNull(calibration);
        Objects.requireNonNull(kernels);
        model = model.at(calibration.shape());
        for (final AnnotatedImage image : data.test()) {
            if (IntStream.range(0, image.pixels().length).noneMatch(i -> image.target(i) == 1)) {
                throw new IllegalArgumentException(image.place() + ": expected pixels to be found, which its area under"
                        + " precision over recall is of, found none");
            }
        }
    }

    @Override
    public int sampleCount() {
        return data.test().size();
    }

    @Override
    public Device on(Hardware hardware, long seed) {
        final Network network = ClassifierStudy.network(model, calibration, renewing, kernels, hardware, seed);
        return (from, to, results, progress) -> run(network, from, to, results, progress);
    }

    private void run(Network network, int from, int to, double[] results, IntConsumer progress)
            throws InterruptedException {
        final Segmentation segmentation = data.judgedBy(network, 1);
        for (int i = from; i < to; i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("array study");
            }
            final AnnotatedImage image = data.test().get(i);
            final ScoreCurve.Builder curve = new ScoreCurve.Builder();
            curve.add(image, segmentation.probabilities(image, i, done -> {}));
            results[i] = curve.build().precisionRecallArea();
            progress.accept(i + 1 - from);
        }
    }
}
