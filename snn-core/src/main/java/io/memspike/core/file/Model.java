package io.memspike.core.file;

import io.memspike.core.LayerSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
    private static final String WEIGHT = "weight";
    private static final String WEIGHT_SCALES = "weightScales";
    private static final String REGENERATED = "regenerated"; // positions, with commas
    private static final String FORMAT = "memspike-model";
    private static final String VERSION = "1";

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

    private static List<String> vectorNames(List<LayerSpec> layers, int i) {
        return layers.get(i) instanceof LayerSpec.Channelwise layer
                ? layer.vectors().stream().map(vector -> name(i, vector)).toList()
                : List.of();
    }

    private static long[] shape(LayerSpec layer) {
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
    private static int layerOf(List<LayerSpec> layers, String tensor) {
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
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            final Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
            require(path, "metadata format", FORMAT, metadata.remove("format"));
            require(path, "metadata formatVersion", VERSION, metadata.remove("formatVersion"));
            final String architecture = metadata.remove("architecture");
            if (architecture == null) {
                throw new FileFormatException(path, "metadata architecture", "a JSON array of layers", "nothing");
            }
            final List<LayerSpec> layers = LayerJson.read(path.toString(), architecture);
            final String regenerated = metadata.remove(REGENERATED);
            final Set<String> positions = regenerated == null ? Set.of() : Set.of(regenerated.split(","));
            return new Reader(path, file, layers, positions, source).read(metadata);
        }
    }

    private static void require(Path path, String where, String expected, String found) throws FileFormatException {
        if (!expected.equals(found)) {
            throw new FileFormatException(path, where, expected, found == null ? "nothing" : found);
        }
    }

    /** Takes a file's tensors apart by layer. */
    private record Reader(
            Path path, SafetensorsFile file, List<LayerSpec> layers, Set<String> regenerated, WeightSource source) {
        Model read(Map<String, String> metadata) throws IOException {
            final Map<Integer, float[]> weights = new TreeMap<>();
            final Map<Integer, byte[]> masks = new TreeMap<>();
            final Map<String, float[]> vectors = new LinkedHashMap<>();
            final Map<String, float[]> state = new LinkedHashMap<>();
            for (int i = 0; i < layers.size(); i++) {
                if (layers.get(i) instanceof LayerSpec.Weighted layer) {
                    weights.put(i, weights(i, layer, metadata));
                    if (file.has(name(i, "mask"))) {
                        masks.put(i, mask(name(i, "mask"), layer));
                    }
                }
                for (final String vector : vectorNames(layers, i)) {
                    vectors.put(vector, vector(vector, layers.get(i)));
                }
            }
            for (final String name : file.names()) {
                final LayerSpec layer = layerOf(name);
                final boolean isRead = name.endsWith(".weight") || name.endsWith(".mask") || vectors.containsKey(name);
                if (!isRead && !isScales(name)) {
                    state.put(name, floats(name, layer));
                }
            }
            return new Model(layers, weights, masks, vectors, state, metadata);
        }

        /** Only what the file says so of may be left out. */
        private float[] weights(int position, LayerSpec.Weighted layer, Map<String, String> metadata)
                throws IOException {
            final String name = name(position, WEIGHT);
            if (!file.has(name)) {
                final float[] weights =
                        regenerated.contains("" + position) ? regenerated(name, position, layer, metadata) : null;
                if (weights != null) {
                    return weights;
                }
            } else if (file.tensor(name).type() == TensorType.I8) {
                return expanded(position, layer);
            }
            return floats(name, layer);
        }

        private float[] regenerated(String name, int position, LayerSpec.Weighted layer, Map<String, String> metadata)
                throws IOException {
            try {
                return source.weights(position, layer, metadata);
            } catch (IllegalArgumentException e) {
                throw new FileFormatException(
                        path, "tensor " + name, "weights that the metadata bring back", e.getMessage());
            }
        }

        private float[] expanded(int position, LayerSpec.Weighted layer) throws IOException {
            final byte[] steps = tensor(name(position, WEIGHT), layer).bytes();
            final int rows = (int) layer.weightShape()[0];
            final Tensor scaleTensor = file.tensor(name(position, WEIGHT_SCALES));
            if (!Arrays.equals(scaleTensor.shape(), new long[] {rows})) {
                throw new FileFormatException(
                        path,
                        "tensor " + scaleTensor.name(),
                        "shape [" + rows + "]",
                        Arrays.toString(scaleTensor.shape()));
            }
            final float[] scales = scaleTensor.floats();
            final float[] weights = new float[steps.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = steps[i] * scales[i / (steps.length / rows)];
            }
            for (int row = 0; row < rows; row++) {
                if (!Float.isFinite(scales[row] * Byte.MAX_VALUE)) {
                    throw new FileFormatException(
                            path,
                            "tensor " + scaleTensor.name() + ", element " + row,
                            "a number that stays finite 127 times over",
                            scales[row]);
                }
            }
            return weights;
        }

        /** Whether these scales go with weights in 8 bits. */
        private boolean isScales(String name) throws IOException {
            final String weight = name.replaceAll(WEIGHT_SCALES + "$", WEIGHT);
            return !weight.equals(name)
                    && file.has(weight)
                    && file.tensor(weight).type() == TensorType.I8;
        }

        private float[] vector(String name, LayerSpec layer) throws IOException {
            final float[] values = floats(name, layer);
            for (int i = 0; name.endsWith(".variance") && i < values.length; i++) {
                if (values[i] < 0) {
                    throw new FileFormatException(path, "tensor " + name + ", element " + i, "at least 0", values[i]);
                }
            }
            return values;
        }

        private LayerSpec layerOf(String name) throws FileFormatException {
            final int position = Model.layerOf(layers, name);
            if (position < 0) {
                throw new FileFormatException(path, "tensor " + name, "the name of a layer with weights", name);
            }
            return layers.get(position);
        }

        private Tensor tensor(String name, LayerSpec layer) throws FileFormatException {
            final String shape = "shape " + Arrays.toString(shape(layer));
            if (!file.has(name)) {
                throw new FileFormatException(path, "tensor " + name, shape, "no such tensor");
            }
            final Tensor tensor = file.tensor(name);
            if (!Arrays.equals(tensor.shape(), shape(layer))) {
                throw new FileFormatException(path, "tensor " + name, shape, Arrays.toString(tensor.shape()));
            }
            return tensor;
        }

        private float[] floats(String name, LayerSpec layer) throws IOException {
            final float[] values = tensor(name, layer).floats();
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite(values[i])) {
                    throw new FileFormatException(
                            path, "tensor " + name + ", element " + i, "a finite number", values[i]);
                }
            }
            return values;
        }

        private byte[] mask(String name, LayerSpec layer) throws IOException {
            final Tensor tensor = tensor(name, layer);
            if (tensor.type() != TensorType.U8) {
                throw new FileFormatException(path, "tensor " + name, TensorType.U8, tensor.type());
            }
            final byte[] values = tensor.bytes();
            for (int i = 0; i < values.length; i++) {
                if (values[i] != 0 && values[i] != 1) {
                    throw new FileFormatException(
                            path, "tensor " + name + ", element " + i, "0 or 1", values[i] & 0xFF);
                }
            }
            return values;
        }
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
        final SafetensorsWriter writer = new SafetensorsWriter()
                .metadata("format", FORMAT)
                .metadata("formatVersion", VERSION)
                .metadata("architecture", LayerJson.write(layers));
        metadata.forEach(writer::metadata);
        weights.forEach((i, values) -> writer.floats(name(i, "weight"), shape(layers.get(i)), values));
        masks.forEach((i, values) -> writer.bytes(name(i, "mask"), shape(layers.get(i)), values));
        vectors.forEach((name, values) -> writer.floats(name, shapeOf(name), values));
        state.forEach((name, values) -> writer.floats(name, shapeOf(name), values));
        writer.write(path);
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
        final SafetensorsWriter writer = new SafetensorsWriter()
                .metadata("format", FORMAT)
                .metadata("formatVersion", VERSION)
                .metadata("architecture", LayerJson.write(layers));
        metadata.forEach(writer::metadata);
        if (!regenerated.isEmpty()) {
            writer.metadata(
                    REGENERATED,
                    regenerated.stream().sorted().map(String::valueOf).collect(Collectors.joining(",")));
        }
        weights.forEach((i, values) -> {
            if (!regenerated.contains(i)) {
                final int rows = (int) shape(layers.get(i))[0];
                final float[] scales = new float[rows];
                final byte[] steps = rounded(values, scales);
                writer.stream(
                        name(i, WEIGHT), TensorType.I8, shape(layers.get(i)), out -> out.write(ByteBuffer.wrap(steps)));
                writer.floats(name(i, WEIGHT_SCALES), new long[] {rows}, scales);
            }
        });
        masks.forEach((i, values) -> writer.bytes(name(i, "mask"), shape(layers.get(i)), values));
        vectors.forEach((name, values) -> writer.floats(name, shapeOf(name), values));
        writer.write(path);
    }

    private static byte[] rounded(float[] values, float[] scales) {
        final int length = values.length / scales.length;
        final byte[] steps = new byte[values.length];
        for (int row = 0; row < scales.length; row++) {
            float largest = 0;
            for (int i = row * length; i < (row + 1) * length; i++) {
                largest = Math.max(largest, Math.abs(values[i]));
            }
            scales[row] = largest / Byte.MAX_VALUE;
            for (int i = row * length; i < (row + 1) * length && largest > 0; i++) {
                steps[i] = (byte) Math.round(values[i] / scales[row]);
            }
        }
        return steps;
    }

    private long[] shapeOf(String tensor) {
        return shape(layers.get(layerOf(layers, tensor)));
    }
}
