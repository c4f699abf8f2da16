package io.memspike.tasks.inpainting;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.internal.StillPictures;
import io.memspike.tasks.internal.Parallel;
import io.memspike.tasks.network.NetworkSource;
import java.util.Arrays;
import java.util.List;

/**
 * Says what still pictures show: a spiking network that was trained on real ones, by which filled ones are judged.
 * Immutable and thread-safe. Its features are the last hidden layer's membrane potentials, averaged over the steps.
 */
public final class PictureClassifier {
    /** How often a picture is shown. */
    public static final int STEPS = 4;

    private final Network network;
    private final String neurons; // of the last hidden layer

    private PictureClassifier(Network network) {
        this.network = network;
        final List<Node> layers = network.graph().nodesOf(Lif.class);
        this.neurons = layers.get(layers.size() - 1).name();
    }

    /** The network for pictures of that size. */
    public static GraphText text(Canvas canvas, int classes) {
        return NetworkSource.inJar("pictures", Given.data(new Shape(1, canvas.side(), canvas.side()), classes));
    }

    /**
     * The classifier of a model.
     *
     * @throws IllegalArgumentException where it is none of pictures of that size
     */
    public static PictureClassifier of(Model model, Canvas canvas, Kernels kernels) {
        final Shape image = new Shape(1, canvas.side(), canvas.side());
        final int classes = model.graph().shape(model.graph().output()).size();
        if (model.graph().input().channels() != 1
                || !model.graph().kinds().equals(text(canvas, classes).graph().kinds())) {
            throw new IllegalArgumentException("model: expected the nodes of a picture classifier for " + canvas.side()
                    + "×" + canvas.side() + " pixels, found others");
        }
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
                    final Session session = network.newSession();
                    final SpikeList input = new SpikeList(network.input().size());
                    return i -> {
                        features[i] = features(session, pictures.get(i), input);
                        probabilities[i] = softmax(session.answer());
                    };
                },
                done -> {});
        return new Judgement(probabilities, features);
    }

    private double[] features(Session session, float[] picture, SpikeList input) {
        final double[] features = new double[network.graph().shape(neurons).size()];
        StillPictures.show(picture, input);
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
