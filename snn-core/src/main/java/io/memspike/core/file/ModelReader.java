package io.memspike.core.file;

import static io.memspike.core.file.Model.name;

import io.memspike.core.ChannelAffine;
import io.memspike.core.LayerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Takes a file's tensors apart by layer. */
record ModelReader(
        Path path, SafetensorsFile file, List<LayerSpec> layers, Set<String> regenerated, Model.WeightSource source) {
    private static final double MOST_MAGNITUDE = 0x1p100; // of effective weights: currents of many steps stay finite

    /** The model of a file, whole or compact. */
    static Model read(Path path, Model.WeightSource source) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            final Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
            require(path, "metadata format", Model.FORMAT, metadata.remove("format"));
            require(path, "metadata formatVersion", Model.VERSION, metadata.remove("formatVersion"));
            final String architecture = metadata.remove("architecture");
            if (architecture == null) {
                throw new FileFormatException(path, "metadata architecture", "a JSON array of layers", "nothing");
            }
            final List<LayerSpec> layers = LayerJson.read(path.toString(), architecture);
            final String regenerated = metadata.remove(Model.REGENERATED);
            final ModelReader reader = new ModelReader(path, file, layers, positions(regenerated), source);
            reader.requireRegenerated();
            return reader.read(metadata);
        }
    }

    private static Set<String> positions(String regenerated) {
        return regenerated == null ? Set.of() : new LinkedHashSet<>(List.of(regenerated.split(",", -1)));
    }

    private void requireRegenerated() throws FileFormatException {
        for (final String position : regenerated) {
            final boolean isLeftOut = IntStream.range(0, layers.size())
                    .anyMatch(i -> position.equals("" + i)
                            && layers.get(i) instanceof LayerSpec.Weighted
                            && !file.has(name(i, Model.WEIGHT)));
            if (!isLeftOut) {
                throw new FileFormatException(
                        path,
                        "metadata " + Model.REGENERATED,
                        "positions of layers whose weights are left out, with commas",
                        "'" + position + "'");
            }
        }
    }

    private static void require(Path path, String where, String expected, String found) throws FileFormatException {
        if (!expected.equals(found)) {
            throw new FileFormatException(path, where, expected, found == null ? "nothing" : found);
        }
    }

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
            for (final String vector : Model.vectorNames(layers, i)) {
                vectors.put(vector, vector(vector, layers.get(i)));
            }
            if (layers.get(i) instanceof LayerSpec.TdBatchNorm norm) {
                requireFinite(i, norm, vectors);
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
    private float[] weights(int position, LayerSpec.Weighted layer, Map<String, String> metadata) throws IOException {
        final String name = name(position, Model.WEIGHT);
        final float[] weights = storedWeights(name, position, layer, metadata);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += Math.abs((double) layer.weightScale() * weights[i]);
            if (sum > MOST_MAGNITUDE) {
                throw new FileFormatException(
                        path,
                        "tensor " + name + ", element " + i,
                        "magnitudes that, times weightScale " + layer.weightScale() + ", add up to at most 2^100",
                        weights[i]);
            }
        }
        return weights;
    }

    private float[] storedWeights(String name, int position, LayerSpec.Weighted layer, Map<String, String> metadata)
            throws IOException {
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
        final byte[] steps = tensor(name(position, Model.WEIGHT), layer).bytes();
        final int rows = (int) layer.weightShape()[0];
        final Tensor scaleTensor = file.tensor(name(position, Model.WEIGHT_SCALES));
        if (!Arrays.equals(scaleTensor.shape(), new long[] {rows})) {
            throw new FileFormatException(
                    path, "tensor " + scaleTensor.name(), "shape [" + rows + "]", Arrays.toString(scaleTensor.shape()));
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
        final String weight = name.replaceAll(Model.WEIGHT_SCALES + "$", Model.WEIGHT);
        return !weight.equals(name) && file.has(weight) && file.tensor(weight).type() == TensorType.I8;
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

    /** The tensors of a norm may be finite, and what is made of them not. */
    private void requireFinite(int i, LayerSpec.TdBatchNorm norm, Map<String, float[]> vectors)
            throws FileFormatException {
        try {
            ChannelAffine.of(
                    norm,
                    vectors.get(name(i, "bias")),
                    vectors.get(name(i, "gamma")),
                    vectors.get(name(i, "beta")),
                    vectors.get(name(i, "mean")),
                    vectors.get(name(i, "variance")));
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(path + ": layer " + i + ": " + e.getMessage());
        }
    }

    private LayerSpec layerOf(String name) throws FileFormatException {
        final int position = Model.layerOf(layers, name);
        if (position < 0) {
            throw new FileFormatException(path, "tensor " + name, "the name of a layer with weights", name);
        }
        return layers.get(position);
    }

    private Tensor tensor(String name, LayerSpec layer) throws FileFormatException {
        final String shape = "shape " + Arrays.toString(Model.shape(layer));
        if (!file.has(name)) {
            throw new FileFormatException(path, "tensor " + name, shape, "no such tensor");
        }
        final Tensor tensor = file.tensor(name);
        if (!Arrays.equals(tensor.shape(), Model.shape(layer))) {
            throw new FileFormatException(path, "tensor " + name, shape, Arrays.toString(tensor.shape()));
        }
        return tensor;
    }

    private float[] floats(String name, LayerSpec layer) throws IOException {
        final float[] values = tensor(name, layer).floats();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new FileFormatException(path, "tensor " + name + ", element " + i, "a finite number", values[i]);
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
                throw new FileFormatException(path, "tensor " + name + ", element " + i, "0 or 1", values[i] & 0xFF);
            }
        }
        return values;
    }
}
