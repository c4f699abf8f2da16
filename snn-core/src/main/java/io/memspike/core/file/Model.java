package io.memspike.core.file;

import io.memspike.core.LayerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A network as a file holds it: layers, weights, masks and where they come from. Safetensors with metadata
 * {@code format = "memspike-model"}, {@code formatVersion = "1"}, {@code architecture} and free further entries; tensors
 * {@code layers.N.weight} (F32), {@code layers.N.mask} (U8, optional) and, while training goes on, what else the trainer
 * needs of that layer (F32), all of the weight's shape ({@link LayerSpec.Weighted#weightShape}). Layers with vectors
 * ({@link LayerSpec.Channelwise}) have those, and what else the trainer needs of them, of shape [channels].
 *
 * @param layers the layers in order
 * @param weights stored weights by layer position. Not to be modified.
 * @param masks masks by layer position, 1 = kept; layers without an entry keep all. Not to be modified.
 * @param vectors numbers for each channel by name, for example {@code layers.1.gamma}. Not to be modified.
 * @param state further tensors by name, of a training under way. Not to be modified.
 * @param metadata further metadata, for example {@code seed}, {@code dataset}, {@code trainedWith}
 */
public record Model(
        List<LayerSpec> layers,
        Map<Integer, float[]> weights,
        Map<Integer, byte[]> masks,
        Map<String, float[]> vectors,
        Map<String, float[]> state,
        Map<String, String> metadata) {
    static final String WEIGHT = "weight";
    static final String WEIGHT_SCALES = "weightScales";
    static final String REGENERATED = "regenerated"; // positions, with commas
    static final String FORMAT = "memspike-model";
    static final String VERSION = "1";

    /** A model whose layers have no vectors. */
    public Model(
            List<LayerSpec> layers,
            Map<Integer, float[]> weights,
            Map<Integer, byte[]> masks,
            Map<String, float[]> state,
            Map<String, String> metadata) {
        this(layers, weights, masks, Map.of(), state, metadata);
    }

    /** Checks that every layer has its weights and vectors, and that every tensor belongs to such a layer and has its length. */
    public Model {
        final List<LayerSpec> all = List.copyOf(layers);
        layers = all;
        weights = new TreeMap<>(weights);
        masks = new TreeMap<>(masks);
        vectors = new LinkedHashMap<>(vectors);
        state = new LinkedHashMap<>(state);
        metadata = new LinkedHashMap<>(metadata);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) instanceof LayerSpec.Weighted && !weights.containsKey(i)) {
                throw refusal(name(i, "weight"), "one for each layer with weights", "none");
            }
            for (final String vector : vectorNames(all, i)) {
                if (!vectors.containsKey(vector)) {
                    throw refusal(vector, "one for each layer with channels", "none");
                }
            }
        }
        vectors.forEach((name, values) -> requireLength(all, name, values.length));
        weights.forEach((i, values) -> requireLength(all, name(i, "weight"), values.length));
        masks.forEach((i, values) -> requireLength(all, name(i, "mask"), values.length));
        state.forEach((name, values) -> requireLength(all, name, values.length));
    }

    private static void requireLength(List<LayerSpec> layers, String name, int length) {
        final int position = layerOf(layers, name);
        if (position < 0) {
            throw refusal(name, "the name of a layer with weights", name);
        }
        final long expected = elements(shape(layers.get(position)));
        if (length != expected) {
            throw refusal(name, expected + " elements", length);
        }
    }

    static List<String> vectorNames(List<LayerSpec> layers, int i) {
        return layers.get(i) instanceof LayerSpec.Channelwise layer
                ? layer.vectors().stream().map(vector -> name(i, vector)).toList()
                : List.of();
    }

    static long[] shape(LayerSpec layer) {
        return layer instanceof LayerSpec.Channelwise channels
                ? new long[] {channels.channels()}
                : ((LayerSpec.Weighted) layer).weightShape();
    }

    private static long elements(long[] shape) {
        long elements = 1;
        for (final long extent : shape) {
            elements = Math.multiplyExact(elements, extent);
        }
        return elements;
    }

    private static IllegalArgumentException refusal(String tensor, Object expected, Object found) {
        return new IllegalArgumentException("model: tensor " + tensor + ": expected " + expected + ", found " + found);
    }

    /** Position of the layer with tensors that a tensor is named after, or -1. */
    static int layerOf(List<LayerSpec> layers, String tensor) {
        for (int i = 0; i < layers.size(); i++) {
            final boolean hasTensors =
                    layers.get(i) instanceof LayerSpec.Weighted || layers.get(i) instanceof LayerSpec.Channelwise;
            if (hasTensors && tensor.startsWith(name(i, ""))) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Reads a model file.
     *
     * @throws FileFormatException where it is torn, foreign or inconsistent: file, tensor, expected, found
     * @throws IOException where it cannot be read
     */
    public static Model read(Path path) throws IOException {
        return read(path, (position, layer, metadata) -> null);
    }

    /** Brings back weights that a compact file leaves out. */
    @FunctionalInterface
    public interface WeightSource {
        /**
         * Weights of a layer in file order, or null where they cannot be had.
         *
         * @param position the layer's position
         * @param layer the layer
         * @param metadata the file's, {@code seed} among them
         */
        float[] weights(int position, LayerSpec.Weighted layer, Map<String, String> metadata);
    }

    /**
     * Reads a model file, whole or compact ({@link #writeCompact}).
     *
     * @param path the file
     * @param source asked for weights that the file leaves out
     * @throws FileFormatException where it is torn, foreign or inconsistent, or weights cannot be had
     * @throws IOException where it cannot be read
     */
    public static Model read(Path path, WeightSource source) throws IOException {
        return ModelReader.read(path, source);
    }

    /** {@code weightScale · weight · mask} of a layer, in file order. A copy. */
    public float[] effective(int layer) {
        final float scale = ((LayerSpec.Weighted) layers.get(layer)).weightScale();
        final float[] effective = weights.get(layer).clone();
        final byte[] mask = masks.get(layer);
        for (int i = 0; i < effective.length; i++) {
            effective[i] = mask != null && mask[i] == 0 ? 0f : scale * effective[i];
        }
        return effective;
    }

    /** Name of a layer's tensor. */
    public static String name(int layer, String what) {
        return "layers." + layer + "." + what;
    }

    /**
     * Writes the model, replacing an earlier file in one step.
     *
     * @throws IOException if that fails; an earlier file is then unchanged
     */
    public void write(Path path) throws IOException {
        new ModelWriter(this).whole(path);
    }

    /**
     * Writes the model in less space, without the state of a training. Layers that a seed brings back have their mask
     * alone; other weights are rounded to 8 bits: {@code layers.N.weight} (I8) times {@code layers.N.weightScales} (F32, one
     * for each row of the first extent: the row's largest magnitude / 127). {@link #read(Path, WeightSource)} expands it.
     *
     * @param regenerated positions of the layers that are left out
     * @throws IOException if that fails; an earlier file is then unchanged
     */
    public void writeCompact(Path path, Set<Integer> regenerated) throws IOException {
        new ModelWriter(this).compact(path, regenerated);
    }

    /** Extents of a tensor by its name. */
    long[] shapeOf(String tensor) {
        return shape(layers.get(layerOf(layers, tensor)));
    }
}
