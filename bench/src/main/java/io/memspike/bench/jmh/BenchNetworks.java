package io.memspike.bench.jmh;

import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.run.Network;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.Checkpoint;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.network.LearningChoice;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.network.Start;
import io.memspike.tasks.plan.Precision;
import io.memspike.topology.Trainer;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The networks that are measured: model files, or untrained networks. */
public final class BenchNetworks {
    private static final long SEED = 1;
    private static final Shape EVENTS = new Shape(2, 34, 34);
    private static final List<String> PRIME = List.of("conv", "mlp");

    private BenchNetworks() {}

    /** The kernels of that name: {@code scalar}, {@code simd} or {@code auto}. */
    public static Kernels kernels(String name) {
        return KernelsLookup.find(name).kernels();
    }

    /** Whether a model is named by its network, which is in the jar or a YAML file, and not by its own file. */
    public static boolean isUntrained(String model) {
        return NetworkSource.isInJar(model) || NetworkSource.isText(model);
    }

    /**
     * A model.
     *
     * @param model name or YAML file of an untrained network, else a model file
     * @param samples what it is to classify
     */
    public static Model model(String model, Samples samples) throws IOException {
        if (!isUntrained(model)) {
            return Model.read(Path.of(model));
        }
        final Start start = start(text(model, samples));
        return Checkpoint.model(start.graph(), start.learners(), Map.of("seed", Long.toString(SEED)), false);
    }

    /** A network of that model. */
    public static Network network(String model, Samples samples, Kernels kernels) throws IOException {
        return network(model, samples, kernels, null);
    }

    /** The same in a precision, null for what its file says. */
    public static Network network(String model, Samples samples, Kernels kernels, Precision precision)
            throws IOException {
        final Model asked = Precision.apply(precision, model(model, samples));
        return ModelNetwork.of(asked, samples.shape(), kernels, ReadNoise.NONE);
    }

    /** What figures call a model: {@code conv} or {@code mlp} where it is one of PRIME's networks, else by its name or file. */
    public static String kind(String name, Model model) {
        final Shape answer = model.graph().shape(model.graph().output());
        for (final String prime : PRIME) {
            final GraphText text = NetworkSource.inJar(prime, Given.data(EVENTS, answer.size()));
            final Set<String> pruned = LearningChoice.prunedByText(text);
            if (model.graph().kinds().equals(text.graph().kinds())
                    || model.graph().kinds().equals(text.unscaled(pruned).kinds())) {
                return prime;
            }
        }
        return String.valueOf(Path.of(name).getFileName());
    }

    /** Whether PyTorch's programs have the network of that kind. */
    public static boolean isPrime(String kind) {
        return PRIME.contains(kind);
    }

    private static GraphText text(String network, Samples samples) throws IOException {
        return NetworkSource.find(network, Given.data(samples.shape(), samples.classes()));
    }

    /** Random memristors and random scores: a training at its start. */
    private static Start start(GraphText network) {
        return Start.of(network, new LearningChoice(network, Mode.PRUNE, null, List.of())::of, SEED);
    }

    /**
     * The training of a classifier.
     *
     * @param network name or YAML file of a network, or a model file, whose network begins anew
     */
    public static Trainer.Task task(String network, Samples samples) throws IOException {
        final Start start = start(
                isUntrained(network)
                        ? text(network, samples)
                        : GraphText.of(
                                network,
                                Model.read(Path.of(network)).at(samples.shape()).graph()));
        return Trainer.Task.of(start.graph(), start.learners(), CrossEntropy.of(start.graph(), Loss.MEAN));
    }
}
