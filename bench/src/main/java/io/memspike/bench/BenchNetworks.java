package io.memspike.bench;

import io.memspike.core.EventSamples;
import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.Networks;
import io.memspike.topology.Learner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The networks that are measured: model files, or PRIME's networks untrained. */
final class BenchNetworks {
    private static final long SEED = 1;

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
        return ClassifierTraining.learners(layers, Mode.PRUNE, ClassifierPlan.SPARSITY, SEED);
    }
}
