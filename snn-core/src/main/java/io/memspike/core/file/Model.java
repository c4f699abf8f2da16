package io.memspike.core.file;

import io.memspike.core.Shape;
import io.memspike.core.file.internal.GraphJson;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.synapse.WholeWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network as a file holds it: graph, tensors, masks and where they come from. Safetensors with metadata {@code format =
 * "memspike-model"}, {@code formatVersion = "2"}, {@code graph} ({@link GraphJson}) and free further entries; tensors {@code
 * NODE.TENSOR} (F32) as each node's kind has them, {@code NODE.mask} (U8, optional, of the weight's shape) and, while
 * training goes on, what else the trainer needs: {@code NODE.score} of the weight's shape, {@code NODE.TENSOR.adam.first} of
 * that tensor's. Version 1, a list of layers with tensors {@code layers.N.weight}, is read too.
 *
 * @param graph nodes and edges
 * @param tensors all tensors of all nodes by name, for example {@code c1.weight}. Not to be modified.
 * @param masks masks of weights by node, 1 = kept; nodes without an entry keep all. Not to be modified.
 * @param state further tensors by name, of a training under way. Not to be modified.
 * @param metadata further metadata, for example {@code seed}, {@code dataset}, {@code trainedWith}
 */
public record Model(
        Graph graph,
        Map<String, float[]> tensors,
        Map<String, byte[]> masks,
        Map<String, float[]> state,
        Map<String, String> metadata) {
    static final String WEIGHT = "weight";
    static final String BIAS = "bias";
    static final String MASK = "mask";
    static final String WEIGHT_SCALES = "weightScales";
    static final String REGENERATED = "regenerated"; // names of nodes, with commas
    static final String FORMAT = "memspike-model";
    static final String VERSION = "2";

    /** Checks that every node has its tensors, and that every tensor belongs to a node and has its length. */
    public Model {
        final Graph all = graph;
        tensors = new LinkedHashMap<>(tensors);
        masks = new LinkedHashMap<>(masks);
        state = new LinkedHashMap<>(state);
        metadata = new LinkedHashMap<>(metadata);
        int expected = 0;
        for (final Node node : graph.nodes()) {
            for (final TensorSpec spec : graph.tensors(node.name())) {
                final String name = name(node.name(), spec.name());
                requireLength(name, spec, tensors.get(name) == null ? -1 : tensors.get(name).length);
                expected++;
            }
        }
        if (tensors.size() != expected) {
            final String foreign = tensors.keySet().stream()
                    .filter(name -> !isTensor(all, name))
                    .findFirst()
                    .orElse("");
            throw refusal(foreign, "the name of a node's tensor", foreign);
        }
        masks.forEach((node, mask) -> requireLength(name(node, MASK), weightOf(all, node), mask.length));
        state.forEach((name, values) -> requireLength(name, specOf(all, name), values.length));
    }

    private static boolean isTensor(Graph graph, String name) {
        final String node = nodeOf(graph, name);
        return node != null
                && graph.tensors(node).stream()
                        .anyMatch(spec -> name(node, spec.name()).equals(name));
    }

    private static void requireLength(String name, TensorSpec spec, int length) {
        if (spec == null) {
            throw refusal(name, "the name of a node with tensors", name);
        }
        if (length != spec.size()) {
            throw refusal(name, spec.size() + " elements", length < 0 ? "none" : length);
        }
    }

    private static IllegalArgumentException refusal(String tensor, Object expected, Object found) {
        return new IllegalArgumentException("model: tensor " + tensor + ": expected " + expected + ", found " + found);
    }

    /** The node that a tensor is named after, or null. */
    private static String nodeOf(Graph graph, String tensor) {
        for (int dot = tensor.lastIndexOf('.'); dot > 0; dot = tensor.lastIndexOf('.', dot - 1)) {
            if (graph.has(tensor.substring(0, dot))) {
                return tensor.substring(0, dot);
            }
        }
        return null;
    }

    private static TensorSpec weightOf(Graph graph, String node) {
        return graph.has(node) && graph.node(node).kind() instanceof MatrixKind
                ? graph.tensors(node).get(0)
                : null;
    }

    /** What a tensor is shaped like: the one of the node that its name continues, else the node's first; null where there is none. */
    static TensorSpec specOf(Graph graph, String tensor) {
        final String node = nodeOf(graph, tensor);
        if (node == null) {
            return null;
        }
        final List<TensorSpec> specs = graph.tensors(node);
        final String rest = tensor.substring(node.length() + 1) + ".";
        return specs.stream()
                .filter(spec -> rest.startsWith(spec.name() + "."))
                .findFirst()
                .orElse(specs.isEmpty() ? null : specs.get(0));
    }

    /** Name of a node's tensor. */
    public static String name(String node, String what) {
        return node + "." + what;
    }

    /** Stored weights of a node. Not to be modified. */
    public float[] weights(String node) {
        return tensors.get(name(node, WEIGHT));
    }

    /** {@code weightScale · weight · mask} of a node, in file order. A copy. */
    public float[] effective(String node) {
        final float scale = ((MatrixKind) graph.node(node).kind()).weightScale();
        final float[] effective = weights(node).clone();
        final byte[] mask = masks.get(node);
        for (int i = 0; i < effective.length; i++) {
            effective[i] = mask != null && mask[i] == 0 ? 0f : scale * effective[i];
        }
        return effective;
    }

    /**
     * The same model for inputs of another shape.
     *
     * @throws IllegalArgumentException where it does not fit
     */
    public Model at(Shape input) {
        return graph.input().equals(input) ? this : new Model(graph.at(input), tensors, masks, state, metadata);
    }

    /**
     * Reads a model file.
     *
     * @throws FileFormatException where it is torn, foreign or inconsistent: file, tensor, expected, found
     * @throws IOException where it cannot be read
     */
    public static Model read(Path path) throws IOException {
        return read(path, (graph, node, metadata) -> null);
    }

    /** Brings back weights that a compact file leaves out. */
    @FunctionalInterface
    public interface WeightSource {
        /**
         * Weights of a node in file order, or null where they cannot be had.
         *
         * @param graph the graph
         * @param node the node
         * @param metadata the file's, {@code seed} among them
         */
        float[] weights(Graph graph, String node, Map<String, String> metadata);
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

    /**
     * Writes the model, replacing an earlier file in one step.
     *
     * @throws IOException if that fails; an earlier file is then unchanged
     */
    public void write(Path path) throws IOException {
        new ModelWriter(this).whole(path);
    }

    /**
     * Writes the model in less space, without the state of a training. Nodes whose weights a seed brings back have their mask
     * alone; other weights are rounded to 8 bits: {@code NODE.weight} (I8) times {@code NODE.weightScales} (F32, one
     * for each row of the first extent: the row's largest magnitude / 127). {@link #read(Path, WeightSource)} expands it.
     *
     * @param regenerated names of the nodes whose weights are left out
     * @throws IOException if that fails; an earlier file is then unchanged
     */
    public void writeCompact(Path path, Set<String> regenerated) throws IOException {
        for (final String node : regenerated) {
            if (weightOf(graph, node) == null) {
                throw refusal(name(node, WEIGHT), "the name of a node's tensor", name(node, WEIGHT));
            }
        }
        new ModelWriter(this).compact(path, regenerated, Map.of());
    }

    /**
     * Writes the model compactly, with weights that have been rounded, whose products are this model's weights.
     *
     * @param weights by node; those of other nodes are rounded here
     * @throws IOException if that fails; an earlier file is then unchanged
     */
    public void writeWhole(Path path, Map<String, WholeWeights> weights) throws IOException {
        new ModelWriter(this).compact(path, Set.of(), weights);
    }
}
