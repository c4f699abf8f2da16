package io.memspike.bench.jmh;

import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.run.Network;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.Checkpoint;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.Networks;
import io.memspike.topology.Learners;
import io.memspike.topology.Trainer;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The networks that are measured: model files, or PRIME's networks untrained. */
public final class BenchNetworks {
    private static final long SEED = 1;

    private BenchNetworks() {}

    /** The kernels of that name: {@code scalar}, {@code simd} or {@code auto}. */
    public static Kernels kernels(String name) {
        return KernelsLookup.find(name).kernels();
    }

    /** Whether a model is named by its network, and not by a file. */
    public static boolean isUntrained(String model) {
        return model.equals("conv") || model.equals("mlp");
    }

    /**
     * A model.
     *
     * @param model {@code conv} or {@code mlp} for an untrained one, else a file
     * @param samples what it is to classify
     */
    public static Model model(String model, Samples samples) throws IOException {
        if (!isUntrained(model)) {
            return Model.read(Path.of(model));
        }
        final Graph graph = graph(model, samples);
        return Checkpoint.model(graph, learners(graph), Map.of("seed", Long.toString(SEED)), false);
    }

    /** A network of that model. */
    public static Network network(String model, Samples samples, Kernels kernels) throws IOException {
        return ModelNetwork.of(model(model, samples), samples.shape(), kernels, ReadNoise.NONE);
    }

    /** Whether a model is convolutional ({@code conv}) or not ({@code mlp}). */
    public static String kind(Model model) {
        return model.graph().kinds().get(0) instanceof Conv2d ? "conv" : "mlp";
    }

    /** PRIME's networks. */
    public static Graph graph(String network, Samples samples) {
        return Networks.graph(network, Mode.PRUNE, samples.shape(), samples.classes());
    }

    /** Random memristors and random scores: a training at its start. */
    public static Learners learners(Graph graph) {
        return ClassifierTraining.learners(graph, Mode.PRUNE, ClassifierPlan.SPARSITY, SEED);
    }

    /** The training of a classifier. */
    public static Trainer.Task task(String network, Samples samples) {
        final Graph graph = graph(network, samples);
        return Trainer.Task.of(graph, learners(graph), new CrossEntropy(graph.readout(), Loss.MEAN));
    }
}
