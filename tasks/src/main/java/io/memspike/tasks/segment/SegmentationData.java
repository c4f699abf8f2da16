package io.memspike.tasks.segment;

import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.run.Network;
import io.memspike.datasets.Split;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.segment.AnnotatedImage;
import io.memspike.datasets.segment.Augmentation;
import io.memspike.datasets.segment.PatchSamples;
import io.memspike.datasets.segment.TileSamples;
import io.memspike.datasets.segment.VesselImages;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.plan.DataChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Annotated images that a network which classifies pixels is tried on, and how it is shown them.
 *
 * @param directory where they lie
 * @param test the images that it is judged by
 * @param encoding how tiles are shown
 * @param seed of what is drawn
 */
public record SegmentationData(Path directory, List<AnnotatedImage> test, Encoding encoding, long seed) {
    private static final String SET = "vessels";

    /** Checks that there is an image. */
    public SegmentationData {
        test = List.copyOf(test);
        if (test.isEmpty()) {
            throw new IllegalArgumentException("segmentation: expected at least 1 image, found none");
        }
    }

    /**
     * The first test images of a directory.
     *
     * @param choice the directory
     * @param file the model file, for messages
     * @param model what is tried
     * @param samples how many images; 0 and null for all
     * @param seed of what is drawn
     */
    public static SegmentationData of(DataChoice choice, Path file, Model model, Integer samples, long seed)
            throws IOException {
        if (choice.isGiven() && !choice.dataset().equals(SET)) {
            throw new IllegalArgumentException(
                    "--dataset: expected " + SET + ", as " + file + " classifies pixels, found " + choice.dataset());
        }
        final Path directory = choice.place().directory();
        if (directory == null) {
            throw new IllegalArgumentException("--data: expected the directory of images, found none");
        }
        final List<AnnotatedImage> test = VesselImages.open(directory, Split.TEST);
        final int count = samples == null ? 0 : samples;
        if (count < 0 || count > test.size()) {
            throw new IllegalArgumentException("samples: expected at most the " + test.size() + " test images of "
                    + directory + ", found " + count);
        }
        return new SegmentationData(directory, count == 0 ? test : test.subList(0, count), encoding(file, model), seed);
    }

    /** How tiles are shown, as a model was trained. */
    static Encoding encoding(Path file, Model model) throws FileFormatException {
        try {
            return Encoding.of(model.metadata().getOrDefault(ClassifierTraining.ENCODER, "picture"));
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": metadata encoder: " + e.getMessage());
        }
    }

    /**
     * Pieces of the training images, upright: what is observed before a test, but not tested on.
     *
     * @param tile what the network sees
     * @param count how many
     */
    public Samples trainingPieces(Shape tile, int count) throws IOException {
        final List<AnnotatedImage> training = VesselImages.open(directory, Split.TRAIN);
        return encoding.encode(
                new PatchSamples(training, tile.height(), tile.width(), count, Augmentation.NONE, seed), seed);
    }

    /** The tiles of all images, as the network is shown them. */
    public Samples tiles(Shape tile) {
        return encoding.encode(plainTiles(tile), seed);
    }

    /** The same with what is to be said of each pixel. */
    TileSamples plainTiles(Shape tile) {
        return new TileSamples(test, tile.height(), tile.width(), Segmentation.usualOverlap(tile));
    }

    /** A network that judges them, of one thread. */
    public Segmentation judgedBy(Network network, int threads) {
        return new Segmentation(network, encoding, Segmentation.usualOverlap(network.input()), seed, threads);
    }
}
