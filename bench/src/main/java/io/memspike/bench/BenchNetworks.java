package io.memspike.bench;

import io.memspike.core.EventSamples;
import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.RandomStream;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.memristor.FormedRram;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.Networks;
import io.memspike.topology.Learner;
import io.memspike.topology.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The networks that are measured: model files, or PRIME's networks untrained. */
final class BenchNetworks {
    private static final long SEED = 1;
    private static final double SPARSITY = 0.5;

    private BenchNetworks() {}

    /** The kernels of that name: {@code scalar}, {@code simd} or {@code auto}. */
    static Kernels kernels(String name) {
        return KernelsLookup.find(name).kernels();
    }

    /** Whether a model is named by its network, and not by a file. */
    static boolean isUntrained(String model) {
        return model.equals("conv") || model.equals("mlp");
    }

    /**
     * A model.
     *
     * @param model {@code conv} or {@code mlp} for an untrained one, else a file
     * @param samples what it is to classify
     */
    static Model model(String model, EventSamples samples) throws IOException {
        if (!isUntrained(model)) {
            return Model.read(Path.of(model));
        }
        final List<LayerSpec> layers = layers(model, samples);
        final Map<Integer, float[]> weights = new TreeMap<>();
        final Map<Integer, byte[]> masks = new TreeMap<>();
        learners(layers).forEach((position, learner) -> {
            weights.put(position, learner.parameters().weights());
            masks.put(position, learner.parameters().mask());
        });
        return new Model(layers, weights, masks, Map.of(), Map.of("seed", Long.toString(SEED)));
    }

    /** A network of that model. */
    static Network network(String model, EventSamples samples, Kernels kernels) throws IOException {
        return ModelNetwork.of(model(model, samples), samples.shape(), kernels, ReadNoise.NONE);
    }

    /** Whether a model is convolutional ({@code conv}) or not ({@code mlp}). */
    static String kind(Model model) {
        return model.layers().get(0) instanceof LayerSpec.Conv2d ? "conv" : "mlp";
    }

    /** Layers of PRIME's networks. */
    static List<LayerSpec> layers(String network, EventSamples samples) {
        return Networks.layers(network, Mode.PRUNE, samples.shape(), samples.classes());
    }

    /** Random memristors and random scores for those layers, by position: a training at its start. */
    static Map<Integer, Learner> learners(List<LayerSpec> layers) {
        final Map<Integer, Learner> learners = new TreeMap<>();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof LayerSpec.Weighted layer) {
                final float[] weights = MemristorArray.program(layer, FormedRram.prime(), SEED, i)
                        .weights();
                learners.put(
                        i, Learner.of(new Parameters.Pruned(weights, scores(layer, i), layer.weightScale(), SPARSITY)));
            }
        }
        return learners;
    }

    private static float[] scores(LayerSpec.Weighted layer, int position) {
        final RandomStream stream = RandomStream.of(SEED, "bench scores", position);
        final float bound = (float) (1 / Math.sqrt(layer.fanIn()));
        final float[] scores = new float[layer.weights()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (2 * stream.nextFloat() - 1) * bound;
        }
        return scores;
    }
}
