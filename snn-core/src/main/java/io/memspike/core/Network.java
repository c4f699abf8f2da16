package io.memspike.core;

import io.memspike.core.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A feed-forward spiking network: layers, their shapes and the synapses of those that have weights. Immutable and
 * thread-safe; state lives in a {@link NetworkSession}.
 *
 * <p>Layers come in groups: synapses, then LIF neurons and perhaps pooling, and so on; the last group is synapses and
 * read-out.
 */
public final class Network {
    private final Shape input;
    private final List<LayerSpec> layers;
    private final List<Shape> outputs;
    private final List<Synapses> synapses; // null where a layer has no weights
    private final Kernels kernels;

    /** Gives the synapses of one layer with weights. */
    @FunctionalInterface
    public interface Wiring {
        /** Synapses of layer {@code position} for that input. */
        Synapses connect(int position, LayerSpec.Weighted layer, Shape input);
    }

    /**
     * Builds a network.
     *
     * @param input shape of one step's input
     * @param layers the layers in order
     * @param wiring makes the synapses of each layer with weights
     * @param kernels inner loops of the neurons
     * @throws IllegalArgumentException where layers do not fit each other, with the position of the layer
     */
    public static Network of(Shape input, List<LayerSpec> layers, Wiring wiring, Kernels kernels) {
        final List<Shape> outputs = shapes(input, layers);
        final List<Synapses> synapses = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            final Shape from = i == 0 ? input : outputs.get(i - 1);
            synapses.add(
                    layers.get(i) instanceof LayerSpec.Weighted weighted ? wiring.connect(i, weighted, from) : null);
        }
        return new Network(input, layers, outputs, synapses, kernels);
    }

    private Network(
            Shape input, List<LayerSpec> layers, List<Shape> outputs, List<Synapses> synapses, Kernels kernels) {
        this.input = input;
        this.layers = List.copyOf(layers);
        this.outputs = outputs;
        this.synapses = synapses;
        this.kernels = Objects.requireNonNull(kernels);
    }

    /**
     * The output shape of every layer.
     *
     * @throws IllegalArgumentException where layers do not fit each other, with the position of the layer
     */
    public static List<Shape> shapes(Shape input, List<LayerSpec> layers) {
        final List<Shape> shapes = new ArrayList<>();
        Shape shape = input;
        for (int i = 0; i < layers.size(); i++) {
            requireOrder(layers, i);
            try {
                shape = layers.get(i).output(shape);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("layer " + i + ": " + e.getMessage(), e);
            }
            shapes.add(shape);
        }
        if (layers.isEmpty() || !(layers.get(layers.size() - 1) instanceof LayerSpec.Readout)) {
            throw new IllegalArgumentException("layers: expected a readout as the last layer, found "
                    + (layers.isEmpty()
                            ? "no layers"
                            : layers.get(layers.size() - 1).type()));
        }
        return shapes;
    }

    private static void requireOrder(List<LayerSpec> layers, int i) {
        final LayerSpec before = i == 0 ? null : layers.get(i - 1);
        final LayerSpec layer = layers.get(i);
        final boolean afterWeights = before instanceof LayerSpec.Weighted;
        final boolean fits;
        if (layer instanceof LayerSpec.Weighted) {
            fits = before == null || before instanceof LayerSpec.Lif || before instanceof LayerSpec.AvgPool2d;
        } else if (layer instanceof LayerSpec.AvgPool2d) {
            fits = before instanceof LayerSpec.Lif;
        } else if (layer instanceof LayerSpec.Readout) {
            fits = afterWeights && i == layers.size() - 1;
        } else {
            fits = afterWeights && layer instanceof LayerSpec.Lif;
        }
        if (!fits) {
            throw new IllegalArgumentException("layer " + i + ": " + layer.type() + " cannot stand "
                    + (before == null ? "first" : "after " + before.type())
                    + "; expected weights, then lif and perhaps avgpool2d, and so on, at last weights and readout");
        }
    }

    /** State of a new inference stream; one per thread. */
    public NetworkSession newSession() {
        return new NetworkSession(this);
    }

    /** Shape of one step's input. */
    public Shape input() {
        return input;
    }

    /** The layers in order. */
    public List<LayerSpec> layers() {
        return layers;
    }

    /** Output shape of a layer. */
    public Shape output(int layer) {
        return outputs.get(layer);
    }

    /** Input shape of a layer. */
    public Shape input(int layer) {
        return layer == 0 ? input : outputs.get(layer - 1);
    }

    /** Synapses of a layer, or null where it has no weights. */
    public Synapses synapses(int layer) {
        return synapses.get(layer);
    }

    /** Number of classes: size of the read-out. */
    public int classes() {
        return outputs.get(outputs.size() - 1).size();
    }

    Kernels kernels() {
        return kernels;
    }
}
