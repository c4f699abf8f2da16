package io.memspike.core.file;

import static io.memspike.core.file.Model.name;

import io.memspike.core.ChannelAffine;
import io.memspike.core.file.internal.Architecture;
import io.memspike.core.file.internal.GraphJson;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.norm.TdBatchNorm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes a file's tensors apart by node, of either version. */
final class ModelReader {
    private static final double MOST_MAGNITUDE = 0x1p100; // of effective weights: currents of many steps stay finite

    private final Path path;
    private final SafetensorsFile file;
    private final Graph graph;
    private final Map<String, String> metadata;
    private final TensorNames names;
    private final Set<String> regenerated;
    private final Model.WeightSource source;

    private ModelReader(Path path, SafetensorsFile file, Model.WeightSource source) throws FileFormatException {
        this.path = path;
        this.file = file;
        this.source = source;
        this.metadata = new LinkedHashMap<>(file.metadata());
        require("metadata format", Model.FORMAT, metadata.remove("format"));
        final String version = metadata.remove("formatVersion");
        if ("1".equals(version)) {
            graph = Architecture.read(json("architecture"));
            names = TensorNames.ofVersionOne(graph);
        } else {
            require("metadata formatVersion", Model.VERSION, version);
            graph = GraphJson.read(json("graph"));
            names = TensorNames.same();
        }
        final String left = metadata.remove(Model.REGENERATED);
        regenerated = left == null ? Set.of() : new LinkedHashSet<>(List.of(left.split(",", -1)));
    }

    /** The model of a file, whole or compact. */
    static Model read(Path path, Model.WeightSource source) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            return new ModelReader(path, file, source).model();
        }
    }

    private StrictJson json(String key) throws FileFormatException {
        final String text = metadata.remove(key);
        if (text == null) {
            throw new FileFormatException(path, "metadata " + key, "a description of the network", "nothing");
        }
        return StrictJson.parse(path + ": metadata " + key, text);
    }

    private void require(String where, String expected, String found) throws FileFormatException {
        if (!expected.equals(found)) {
            throw new FileFormatException(path, where, expected, found == null ? "nothing" : found);
        }
    }

    private Model model() throws IOException {
        requireRegenerated();
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        final Map<String, byte[]> masks = new LinkedHashMap<>();
        final Map<String, float[]> state = new LinkedHashMap<>();
        final Set<String> read = new LinkedHashSet<>();
        for (final Node node : graph.nodes()) {
            for (final TensorSpec spec : graph.tensors(node.name())) {
                final String name = name(node.name(), spec.name());
                read.add(names.inFile(name));
                tensors.put(
                        name, spec.name().equals(Model.WEIGHT) ? weights(node, name, spec, read) : floats(name, spec));
            }
            final String mask = name(node.name(), Model.MASK);
            if (node.kind() instanceof MatrixKind && file.has(names.inFile(mask))) {
                read.add(names.inFile(mask));
                masks.put(node.name(), mask(mask, graph.tensors(node.name()).get(0)));
            }
            if (node.kind() instanceof MatrixKind matrix && matrix.bias()) {
                requireSmall(name(node.name(), Model.BIAS), tensors);
            }
            if (node.kind() instanceof TdBatchNorm norm) {
                requireFinite(node.name(), norm, tensors);
            }
        }
        for (final String inFile : file.names()) {
            if (!read.contains(inFile)) {
                final String name = names.inModel(inFile);
                final TensorSpec spec = name == null ? null : Model.specOf(graph, name);
                if (spec == null) {
                    throw new FileFormatException(path, "tensor " + inFile, "the name of a node with tensors", inFile);
                }
                state.put(name, floats(name, spec));
            }
        }
        return new Model(graph, tensors, masks, state, metadata);
    }

    private void requireRegenerated() throws FileFormatException {
        for (final String node : regenerated) {
            final boolean isLeftOut = graph.has(node)
                    && graph.node(node).kind() instanceof MatrixKind
                    && !file.has(names.inFile(name(node, Model.WEIGHT)));
            if (!isLeftOut) {
                throw new FileFormatException(
                        path,
                        "metadata " + Model.REGENERATED,
                        "names of nodes whose weights are left out, with commas",
                        "'" + node + "'");
            }
        }
    }

    private float[] weights(Node node, String name, TensorSpec spec, Set<String> read) throws IOException {
        final float[] weights = storedWeights(node, name, spec, read);
        final float scale = ((MatrixKind) node.kind()).weightScale();
        final int large = firstBeyond(scale, weights);
        if (large < weights.length) {
            throw wrong(
                    name,
                    large,
                    "magnitudes that, times weightScale " + scale + ", add up to at most 2^100",
                    weights[large]);
        }
        return weights;
    }

    // loops over all weights stand alone: a compiler that meets one with its refusal takes 20 ms of each start

    private static int firstBeyond(float scale, float[] weights) {
        double sum = 0;
        int i = 0;
        while (i < weights.length) {
            sum += Math.abs((double) scale * weights[i]);
            if (sum > MOST_MAGNITUDE) {
                break;
            }
            i++;
        }
        return i;
    }

    private static int firstNot(boolean isNotNegative, float[] values) {
        int i = 0;
        while (i < values.length && Float.isFinite(values[i]) && !(isNotNegative && values[i] < 0)) {
            i++;
        }
        return i;
    }

    private FileFormatException wrong(String name, int element, Object expected, Object found) {
        return new FileFormatException(path, "tensor " + names.inFile(name) + ", element " + element, expected, found);
    }

    private void requireSmall(String name, Map<String, float[]> tensors) throws FileFormatException {
        final float[] values = tensors.get(name);
        for (int i = 0; i < values.length; i++) {
            if (Math.abs(values[i]) > MOST_MAGNITUDE) {
                throw wrong(name, i, "a magnitude of at most 2^100", values[i]);
            }
        }
    }

    /** Only what the file says so of may be left out. */
    private float[] storedWeights(Node node, String name, TensorSpec spec, Set<String> read) throws IOException {
        final String inFile = names.inFile(name);
        if (!file.has(inFile)) {
            final float[] weights = regenerated.contains(node.name()) ? regenerated(inFile, node, spec) : null;
            if (weights != null) {
                return weights;
            }
        } else if (file.tensor(inFile).type() == TensorType.I8) {
            read.add(names.inFile(name(node.name(), Model.WEIGHT_SCALES)));
            return expanded(node, name, spec);
        }
        return floats(name, spec);
    }

    private float[] regenerated(String inFile, Node node, TensorSpec spec) throws IOException {
        try {
            final float[] weights = source.weights(graph, node.name(), metadata);
            if (weights != null && weights.length != spec.size()) {
                throw new FileFormatException(
                        path,
                        "tensor " + inFile,
                        spec.size() + " weights that the metadata bring back",
                        weights.length);
            }
            return weights;
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(
                    path, "tensor " + inFile, "weights that the metadata bring back", e.getMessage());
        }
    }

    private float[] expanded(Node node, String name, TensorSpec spec) throws IOException {
        final byte[] steps = tensor(name, spec).bytes();
        final int rows = spec.extents().get(0);
        final Tensor scaleTensor = file.tensor(names.inFile(name(node.name(), Model.WEIGHT_SCALES)));
        if (!Arrays.equals(scaleTensor.shape(), new long[] {rows})) {
            throw new FileFormatException(
                    path, "tensor " + scaleTensor.name(), "shape [" + rows + "]", Arrays.toString(scaleTensor.shape()));
        }
        final float[] scales = scaleTensor.floats();
        for (int row = 0; row < rows; row++) {
            if (!Float.isFinite(scales[row] * Byte.MAX_VALUE)) {
                throw new FileFormatException(
                        path,
                        "tensor " + scaleTensor.name() + ", element " + row,
                        "a number that stays finite 127 times over",
                        scales[row]);
            }
        }
        final float[] weights = new float[steps.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = steps[i] * scales[i / (steps.length / rows)];
        }
        return weights;
    }

    /** The tensors of a norm may be finite, and what is made of them not. */
    private void requireFinite(String node, TdBatchNorm norm, Map<String, float[]> tensors) throws FileFormatException {
        try {
            ChannelAffine.of(
                    norm,
                    tensors.get(name(node, "bias")),
                    tensors.get(name(node, "gamma")),
                    tensors.get(name(node, "beta")),
                    tensors.get(name(node, "mean")),
                    tensors.get(name(node, "variance")));
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(path + ": node " + node + ": " + e.getMessage());
        }
    }

    private Tensor tensor(String name, TensorSpec spec) throws FileFormatException {
        final String inFile = names.inFile(name);
        if (!file.has(inFile)) {
            throw new FileFormatException(path, "tensor " + inFile, "shape " + spec.shapeText(), "no such tensor");
        }
        final Tensor tensor = file.tensor(inFile);
        if (!Arrays.equals(tensor.shape(), spec.shape())) {
            throw new FileFormatException(
                    path, "tensor " + inFile, "shape " + spec.shapeText(), Arrays.toString(tensor.shape()));
        }
        return tensor;
    }

    private float[] floats(String name, TensorSpec spec) throws IOException {
        final float[] values = tensor(name, spec).floats();
        final int wrong = firstNot(spec.isNotNegative() && name.endsWith("." + spec.name()), values);
        if (wrong < values.length) {
            throw wrong(name, wrong, Float.isFinite(values[wrong]) ? "at least 0" : "a finite number", values[wrong]);
        }
        return values;
    }

    private byte[] mask(String name, TensorSpec spec) throws IOException {
        final Tensor tensor = tensor(name, spec);
        if (tensor.type() != TensorType.U8) {
            throw new FileFormatException(path, "tensor " + tensor.name(), TensorType.U8, tensor.type());
        }
        final byte[] values = tensor.bytes();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0 && values[i] != 1) {
                throw new FileFormatException(
                        path, "tensor " + tensor.name() + ", element " + i, "0 or 1", values[i] & 0xFF);
            }
        }
        return values;
    }
}
