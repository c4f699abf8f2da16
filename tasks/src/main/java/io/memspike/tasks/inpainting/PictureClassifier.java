package io.memspike.tasks.inpainting;

import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.NetworkSession;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.Parallel;
import java.util.Arrays;
import java.util.List;

/**
 * Says what still pictures show: a spiking network that was trained on real ones, by which filled ones are judged.
 * Immutable and thread-safe. Its features are the last hidden layer's membrane potentials, averaged over the steps.
 */
public final class PictureClassifier {
    /** How often a picture is shown. */
    public static final int STEPS = 4;

    private static final LayerSpec.Lif LIF = new LayerSpec.Lif(0.2f, 0.2f, 0.1f);
    private static final int FEATURES = 64;
    private static final int NEURONS_FROM_END = 3; // of the last hidden layer: neurons, weights, read-out

    private final Network network;

    private PictureClassifier(Network network) {
        this.network = network;
    }

    /** Layers for pictures of that size: two convolutions with pooling, 64 features, classes. */
    static List<LayerSpec> layers(Canvas canvas, int classes) {
        final LayerSpec.AvgPool2d pool = new LayerSpec.AvgPool2d(2);
        final LayerSpec.Conv2d first = new LayerSpec.Conv2d(1, 12, 5, 1, 1, 1f);
        final LayerSpec.Conv2d second = new LayerSpec.Conv2d(12, 32, 5, 1, 0, 1f);
        final Shape image = new Shape(1, canvas.side(), canvas.side());
        final int inputs =
                pool.output(second.output(pool.output(first.output(image)))).size();
        return List.of(
                first,
                LIF,
                pool,
                second,
                LIF,
                pool,
                new LayerSpec.Linear(inputs, FEATURES, 1f),
                LIF,
                new LayerSpec.Linear(FEATURES, classes, 1f),
                new LayerSpec.Readout(0.1f));
    }

    /**
     * The classifier of a model.
     *
     * @throws IllegalArgumentException where it is none of pictures of that size
     */
    public static PictureClassifier of(Model model, Canvas canvas, Kernels kernels) {
        final List<LayerSpec> layers = model.layers();
        final int classes =
                layers.size() > 1 && layers.get(layers.size() - 2) instanceof LayerSpec.Linear last ? last.out() : 1;
        if (!layers.equals(layers(canvas, classes))) {
            throw new IllegalArgumentException("model: expected the layers of a picture classifier for " + canvas.side()
                    + "×" + canvas.side() + " pixels, found others");
        }
        final Shape image = new Shape(1, canvas.side(), canvas.side());
        return new PictureClassifier(ModelNetwork.of(model, image, kernels, ReadNoise.NONE));
    }

    /** Number of classes. */
    public int classes() {
        return network.classes();
    }

    /**
     * What it makes of some pictures.
     *
     * @param probabilities (pictures, classes): softmax of the mean read-out
     * @param features (pictures, 64)
     */
    public record Judgement(double[][] probabilities, double[][] features) {
        /** The class that picture {@code i} most likely shows; the first of equals. */
        public int decision(int i) {
            int best = 0;
            for (int y = 1; y < probabilities[i].length; y++) {
                best = probabilities[i][y] > probabilities[i][best] ? y : best;
            }
            return best;
        }
    }

    /**
     * Judges pictures.
     *
     * @param pictures (side²) each, in [−1, 1]. Not modified.
     * @param threads at least 1; they change no bit of the result
     */
    public Judgement judge(List<float[]> pictures, int threads) {
        final double[][] probabilities = new double[pictures.size()][];
        final double[][] features = new double[pictures.size()][];
        Parallel.run(
                pictures.size(),
                threads,
                () -> {
                    final NetworkSession session = network.newSession();
                    final SpikeList input = new SpikeList(network.input().size());
                    return i -> {
                        features[i] = features(session, pictures.get(i), input);
                        probabilities[i] = softmax(session.mean());
                    };
                },
                done -> {});
        return new Judgement(probabilities, features);
    }

    private double[] features(NetworkSession session, float[] picture, SpikeList input) {
        final int neurons = network.layers().size() - NEURONS_FROM_END;
        final double[] features = new double[network.output(neurons).size()];
        StillPictures.load(picture, input);
        session.reset(0);
        for (int t = 0; t < STEPS; t++) {
            session.step(input);
            final float[] potential = session.potential(neurons);
            for (int i = 0; i < features.length; i++) {
                features[i] += potential[i] / STEPS;
            }
        }
        return features;
    }

    private static double[] softmax(float[] mean) {
        double most = mean[0];
        for (final float value : mean) {
            most = Math.max(most, value);
        }
        final double[] probabilities = new double[mean.length];
        for (int y = 0; y < mean.length; y++) {
            probabilities[y] = StrictMath.exp(mean[y] - most);
        }
        final double sum = Arrays.stream(probabilities).sum();
        for (int y = 0; y < mean.length; y++) {
            probabilities[y] /= sum;
        }
        return probabilities;
    }
}
