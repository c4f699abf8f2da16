package io.memspike.tasks;

import io.memspike.core.Synapses;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.synapse.WholeInput;
import io.memspike.core.synapse.WholeWeights;
import io.memspike.memristor.hardware.Placement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Models whose weights are rounded to 8 bits, and which run on whole sums: the metadata {@value #KEY} says so, and what has a scale of its
 * own: {@code int8-layer} or {@code int8-column}. The weights themselves are those that the file holds.
 */
public enum EightBits {
    /** One scale for all weights of a node. */
    LAYER,
    /** One for each output channel. */
    COLUMN;

    /** Name of the metadata. */
    public static final String KEY = "precision";

    /** What a model's metadata say, or null of a model that runs on floats. */
    public static EightBits of(Model model) {
        final String text = model.metadata().get(KEY);
        for (final EightBits each : values()) {
            if (each.text().equals(text)) {
                return each;
            }
        }
        if (text != null) {
            throw new IllegalArgumentException(
                    "metadata " + KEY + ": expected int8-layer or int8-column, found " + text);
        }
        return null;
    }

    /** The metadata's value. */
    String text() {
        return "int8-" + name().toLowerCase(Locale.ROOT);
    }

    /**
     * A model with its weights rounded; masks stay, and what they cut is 0.
     *
     * @throws IllegalArgumentException where a weight cannot be rounded; what enters a node and its sums are looked at where a network is
     *     made of the model
     */
    public Model round(Model model) {
        final Map<String, float[]> tensors = new LinkedHashMap<>(model.tensors());
        for (final Node node : model.graph().nodesOf(MatrixKind.class)) {
            final Matrix matrix = Matrix.of(model.graph(), node.name());
            tensors.put(
                    Model.name(node.name(), "weight"),
                    weights(model, node, matrix).products(matrix));
        }
        final Map<String, String> metadata = new LinkedHashMap<>(model.metadata());
        metadata.put(KEY, text());
        return new Model(model.graph(), tensors, model.masks(), Map.of(), metadata);
    }

    /** The same weights on floats. */
    public static Model floating(Model model) {
        final Map<String, String> metadata = new LinkedHashMap<>(model.metadata());
        metadata.remove(KEY);
        return new Model(model.graph(), model.tensors(), model.masks(), model.state(), metadata);
    }

    private WholeWeights weights(Model model, Node node, Matrix matrix) {
        final float[] kept = model.weights(node.name()).clone();
        final byte[] mask = model.masks().get(node.name());
        for (int i = 0; mask != null && i < kept.length; i++) {
            kept[i] = mask[i] == 0 ? 0f : kept[i];
        }
        try {
            return WholeWeights.of(matrix, kept, this == COLUMN);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("node " + node.name() + ": " + e.getMessage(), e);
        }
    }

    /** A model's rounded weights by node. */
    private Map<String, WholeWeights> weights(Model model) {
        final Map<String, WholeWeights> weights = new LinkedHashMap<>();
        for (final Node node : model.graph().nodesOf(MatrixKind.class)) {
            weights.put(node.name(), weights(model, node, Matrix.of(model.graph(), node.name())));
        }
        return weights;
    }

    /**
     * Writes a model whose weights are rounded, as I8 and their scales.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Model rounded, Path path) throws IOException {
        rounded.writeWhole(path, of(rounded).weights(rounded));
    }

    /** Refuses hardware that does not read exactly. */
    static void requireExact(Model model, Placement placement) {
        for (final Node node : model.graph().nodesOf(MatrixKind.class)) {
            if (!placement.isDigital(node.name()) && !placement.of(node.name()).isExact()) {
                throw new IllegalArgumentException(
                        "node " + node.name()
                                + ": weights in 8 bits go with exact reads: expected no read noise, converters, wires, ageing or paths, found some");
            }
        }
    }

    /** Synapses of a node of a model whose weights are rounded so. */
    Synapses synapses(Model model, Node node, Matrix matrix, Kernels kernels) {
        final WholeInput entering = WholeInput.into(model.graph(), node.name());
        final WholeWeights weights = weights(model, node, matrix);
        final float[] products = weights.products(matrix);
        for (int i = 0; i < products.length; i++) {
            if (products[i] != model.weights(node.name())[i]) {
                throw new IllegalArgumentException(
                        "node " + node.name() + ": weight " + i + ": expected one rounded as metadata " + KEY
                                + " says, " + products[i] + ", found " + model.weights(node.name())[i]);
            }
        }
        try {
            return weights.synapses(matrix, ((MatrixKind) node.kind()).weightScale(), entering, kernels);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("node " + node.name() + ": " + e.getMessage(), e);
        }
    }
}
