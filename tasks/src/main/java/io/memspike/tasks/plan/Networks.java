package io.memspike.tasks.plan;

import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.token.Embedding;
import io.memspike.core.run.Network;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.PlanJson;
import io.memspike.tasks.SegmentationTraining;
import io.memspike.tasks.inpainting.AutoEncoder;
import io.memspike.tasks.inpainting.AutoEncoderNetwork;
import java.nio.file.Path;
import java.util.List;

/** Models put to work on samples. */
public final class Networks {
    private Networks() {}

    /**
     * The network of a model file for those samples, on the hardware that it was trained with.
     *
     * @param file the model file, for messages
     * @throws FileFormatException where layers do not fit each other or the samples, or classes are missing
     */
    public static Network of(Path file, Model model, Samples samples, Kernels kernels) throws FileFormatException {
        return of(file, model, samples, kernels, trained(file, model));
    }

    /** The same on other hardware. */
    public static Network of(Path file, Model model, Samples samples, Kernels kernels, Placement placement)
            throws FileFormatException {
        final Network network = of(file, model, samples.shape(), samples.classes(), kernels, placement);
        try {
            ClassifierTraining.requireSteps(network.graph(), samples.steps());
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": " + e.getMessage());
        }
        return network;
    }

    /** The same for a stream, of which only shape and classes are known; 0 classes where there are no labels. */
    public static Network of(Path file, Model model, Shape input, int classes, Kernels kernels)
            throws FileFormatException {
        return of(file, model, input, classes, kernels, trained(file, model));
    }

    private static Network of(Path file, Model model, Shape input, int classes, Kernels kernels, Placement placement)
            throws FileFormatException {
        requireClassifier(file, model);
        final Network network;
        try {
            network = ModelNetwork.of(model, input, kernels, placement);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": " + e.getMessage() + " (events are " + input + ")");
        }
        if (network.classes() < classes) {
            throw new FileFormatException(
                    file, "readout", "at least the " + classes + " classes of the events", network.classes());
        }
        return network;
    }

    /**
     * Refuses an auto-encoder, or what classifies pixels, where a classifier is needed.
     *
     * @param file the model file, for messages
     */
    public static void requireClassifier(Path file, Model model) throws FileFormatException {
        if (isAutoEncoder(model)) {
            throw new FileFormatException(file + ": expected a classifier, found an auto-encoder");
        }
        if (classifiesPixels(model)) {
            final Shape answer = model.graph().shape(model.graph().output());
            throw new FileFormatException(
                    file + ": expected a classifier, found a network that answers " + answer + ": segment judges such");
        }
    }

    /** Whether a model or a checkpoint was trained on patches of images, whose pixels it classifies. */
    public static boolean learntPixels(Model model) {
        return model.metadata().getOrDefault(PlanJson.KEY, "").contains("\"patches\"");
    }

    /** Whether a model says of every pixel that it sees which of two classes it is of, wherever it was made. */
    public static boolean classifiesPixels(Model model) {
        return learntPixels(model) || SegmentationTraining.isSegmentation(model.graph());
    }

    /** Whether a model paints pictures instead of naming them. */
    public static boolean isAutoEncoder(Model model) {
        return AutoEncoder.isAutoEncoder(model.graph());
    }

    /**
     * The hardware that a model file was trained with, with its converters' full scales.
     *
     * @throws FileFormatException where the file does not say so rightly
     */
    public static Placement trained(Path file, Model model) throws FileFormatException {
        try {
            return isAutoEncoder(model) ? AutoEncoderNetwork.trainedWith(model) : ModelNetwork.trainedWith(model);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": metadata " + e.getMessage());
        }
    }

    /**
     * A node whose weights lie on an array, each a pair of cells.
     *
     * @param file the model file, for messages
     * @param layer its position, as {@code --layer} says; null for the first
     * @throws IllegalArgumentException where it is none, or the model keeps it in memory, or tokens drive its rows, whose
     *     columns have scales of their own
     * @throws FileFormatException where a model has no weights, or does not say rightly what they lie on
     */
    public static Node onArray(Path file, Model model, Integer layer) throws FileFormatException {
        final Node node = weighted(file, model, layer);
        final Placement placement = trained(file, model);
        if (placement.isDigital(node.name())) {
            throw new IllegalArgumentException("--layer: expected a layer on the array, found node " + node.name()
                    + ", which " + file + " keeps digital");
        }
        if (placement.of(node.name()).tokens() != null
                || !model.graph().nodesOf(Embedding.class).isEmpty()) {
            throw new IllegalArgumentException(
                    "--layer: expected a layer whose rows no tokens drive, found node " + node.name() + " of " + file);
        }
        return node;
    }

    private static Node weighted(Path file, Model model, Integer layer) throws FileFormatException {
        final List<Node> weighted = model.graph().nodesOf(MatrixKind.class);
        if (weighted.isEmpty()) {
            throw new FileFormatException(file + ": expected a model with weights, found none");
        }
        final List<Integer> positions = weighted.stream()
                .map(node -> model.graph().position(node.name()))
                .toList();
        final int at = layer == null ? 0 : positions.indexOf(layer);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "--layer: expected the position of a layer with weights, one of " + positions + ", found " + layer);
        }
        return weighted.get(at);
    }
}
