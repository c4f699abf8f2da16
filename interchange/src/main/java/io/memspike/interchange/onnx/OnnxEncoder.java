package io.memspike.interchange.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.memspike.core.file.FileFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Recognises an encoder of BERT's shape in an ONNX file: from its first output back to the tokens, node by node, by what flows
 * where; names do not matter. Matrices lie as [in, out] there. What computes shapes and masks is not looked at; a text that
 * stands alone needs neither.
 */
public final class OnnxEncoder {
    private static final Set<String> KNOWN = Set.of(
            "Add",
            "Cast",
            "Concat",
            "Constant",
            "ConstantOfShape",
            "Div",
            "Equal",
            "Erf",
            "Expand",
            "Gather",
            "Gemm",
            "Identity",
            "MatMul",
            "Mul",
            "Pow",
            "ReduceMean",
            "Reshape",
            "Shape",
            "Slice",
            "Softmax",
            "Sqrt",
            "Squeeze",
            "Sub",
            "Tanh",
            "Transpose",
            "Unsqueeze",
            "Where");
    private static final String[] SHAPING = {"Reshape", "Transpose", "Identity", "Unsqueeze", "Squeeze"};

    private final OnnxGraph graph;
    private final List<Map<String, float[]>> layers = new ArrayList<>(); // the last first
    private final Map<String, float[]> embeddings = new LinkedHashMap<>();
    private int hidden;
    private int width; // of a head
    private int intermediate;
    private int entries;
    private int positions;
    private float epsilon;

    private OnnxEncoder(OnnxGraph graph) {
        this.graph = graph;
    }

    /**
     * Reads a file.
     *
     * @throws FileFormatException where it is no such encoder: file, node, expected, found
     * @throws IOException where it cannot be read
     */
    public static Encoder read(Path file) throws IOException {
        return new OnnxEncoder(OnnxGraph.read(file)).encoder();
    }

    private Encoder encoder() throws FileFormatException {
        for (final NodeProto node : graph.nodes()) {
            if (!KNOWN.contains(node.getOpType())) {
                throw graph.refusal(node, "an operator of an encoder in floats", node.getOpType());
            }
        }
        graph.requireOrder();
        String tensor = graph.output();
        while (true) {
            final Map<String, float[]> layer = new LinkedHashMap<>();
            final String sum = norm(tensor, "norm2", layer);
            if (isEmbedding(sum)) {
                embeddings.put("embeddings.norm.gamma", layer.get("norm2.gamma"));
                embeddings.put("embeddings.norm.beta", layer.get("norm2.beta"));
                readEmbeddings(sum);
                break;
            }
            tensor = layer(sum, layer);
            layers.add(layer);
        }
        if (layers.isEmpty()) {
            throw graph.refusal(graph.maker(graph.output(), "Add"), "layers before the output", "none");
        }
        final Map<String, float[]> tensors = new LinkedHashMap<>(embeddings);
        for (int l = 0; l < layers.size(); l++) {
            final int number = l;
            layers.get(layers.size() - 1 - l)
                    .forEach((name, values) -> tensors.put(Encoder.node(number, name), values));
        }
        return new Encoder(
                new EncoderSize(entries, positions, hidden, hidden / width, layers.size(), intermediate, epsilon),
                tensors);
    }

    /** Reads {@code (x − mean)/√(variance + ε) · γ + β}, and says what x is. */
    private String norm(String tensor, String name, Map<String, float[]> into) throws FileFormatException {
        final NodeProto shift = graph.maker(tensor, "Add");
        final int beta = graph.givenInput(shift);
        final NodeProto scale = graph.maker(shift.getInput(1 - beta), "Mul");
        final int gamma = graph.givenInput(scale);
        final NodeProto ratio = graph.maker(scale.getInput(1 - gamma), "Div");
        final NodeProto centred = graph.maker(ratio.getInput(0), "Sub");
        final NodeProto root = graph.maker(ratio.getInput(1), "Sqrt");
        final NodeProto variance = graph.maker(root.getInput(0), "Add");
        final int eps = graph.givenInput(variance);
        requireSquares(
                graph.maker(
                        graph.maker(variance.getInput(1 - eps), "ReduceMean").getInput(0), "Pow"),
                centred);
        final String x = centred.getInput(0);
        final NodeProto mean = graph.maker(centred.getInput(1), "ReduceMean");
        if (!mean.getInput(0).equals(x)) {
            throw graph.refusal(mean, "the mean of " + x, mean.getInput(0));
        }
        final float found = (float) graph.number(variance, variance.getInput(eps));
        if (hidden == 0) {
            hidden = graph.floats(shift, shift.getInput(beta)).length;
            epsilon = found;
        }
        if (found != epsilon) {
            throw graph.refusal(variance, epsilon + " as in the last norm", found);
        }
        if (!(found > 0) || Float.isInfinite(found)) {
            throw graph.refusal(variance, "a positive number", found);
        }
        into.put(name + ".gamma", graph.floats(scale, scale.getInput(gamma), hidden));
        into.put(name + ".beta", graph.floats(shift, shift.getInput(beta), hidden));
        return x;
    }

    /** Refuses another power than the second, and one of anything but what is centred. */
    private void requireSquares(NodeProto power, NodeProto centred) throws FileFormatException {
        final double exponent = graph.number(power, power.getInput(1));
        if (exponent != 2) {
            throw graph.refusal(power, "a square", "a power of " + exponent);
        }
        final NodeProto difference = graph.maker(power.getInput(0), "Sub");
        if (!difference.getInputList().equals(centred.getInputList())) { // some exporters compute it twice
            throw graph.refusal(power, "the square of " + centred.getOutput(0), "that of " + difference.getOutput(0));
        }
    }

    /** Reads a layer from what its second norm takes, and says what enters it. */
    private String layer(String sum, Map<String, float[]> layer) throws FileFormatException {
        final NodeProto second = graph.maker(sum, "Add");
        final int down = linearInput(second);
        final String between = second.getInput(1 - down);
        final String activated = linear(second.getInput(down), "down", layer, hidden);
        final int found = layer.get("down.weight").length / hidden;
        if (intermediate != 0 && found != intermediate) {
            throw graph.refusal(second, intermediate + " channels as in the last layer", found);
        }
        intermediate = found;
        requireSame(second, between, linear(gelu(activated), "up", layer, intermediate));
        final NodeProto first = graph.maker(norm(between, "norm1", layer), "Add");
        final int out = linearInput(first);
        final String before = first.getInput(1 - out);
        final NodeProto mix = graph.maker(shaped(linear(first.getInput(out), "out", layer, hidden)), "MatMul");
        requireSame(mix, before, linear(shaped(mix.getInput(1)), "value", layer, hidden));
        attention(graph.maker(mix.getInput(0), "Softmax"), before, layer);
        return before;
    }

    private void attention(NodeProto softmax, String before, Map<String, float[]> layer) throws FileFormatException {
        String scores = softmax.getInput(0);
        while (graph.operator(scores).equals("Add")) { // of a mask, which comes from no layer
            final NodeProto add = graph.maker(scores, "Add");
            final boolean isFirst = List.of("MatMul", "Div").contains(graph.operator(add.getInput(0)));
            scores = add.getInput(isFirst ? 0 : 1);
        }
        final double[] scale = {1};
        final NodeProto product = graph.maker(scaled(scores, scale), "MatMul");
        requireSame(product, before, linear(scaled(product.getInput(0), scale), "query", layer, hidden));
        requireSame(product, before, linear(scaled(product.getInput(1), scale), "key", layer, hidden));
        final int found = (int) Math.round(1 / (scale[0] * scale[0]));
        if (found < 1 || hidden % found != 0 || Math.abs(scale[0] * Math.sqrt(found) - 1) > 1e-5) {
            throw graph.refusal(product, "scores by the root of a head's channels", "a factor " + scale[0]);
        }
        if (width != 0 && width != found) {
            throw graph.refusal(product, width + " channels of a head as in the last layer", found);
        }
        width = found;
    }

    /** Back over what reshapes, and multiplies or divides by a number. */
    private String scaled(String tensor, double[] scale) throws FileFormatException {
        String at = shaped(tensor);
        while (List.of("Mul", "Div").contains(graph.operator(at))) {
            final NodeProto node = graph.maker(at, "Mul", "Div");
            final int factor = graph.givenInput(node);
            final double number = graph.number(node, node.getInput(factor));
            scale[0] *= node.getOpType().equals("Mul") ? number : 1 / number;
            at = shaped(node.getInput(1 - factor));
        }
        return at;
    }

    private String shaped(String tensor) throws FileFormatException {
        String at = tensor;
        while (List.of(SHAPING).contains(graph.operator(at))) {
            at = graph.maker(at, SHAPING).getInput(0);
        }
        return at;
    }

    /** Reads {@code x W + b} as a connection from x, and says what x is. */
    private String linear(String tensor, String name, Map<String, float[]> into, int out) throws FileFormatException {
        final NodeProto add = graph.maker(tensor, "Add");
        final int bias = graph.givenInput(add);
        final NodeProto product = graph.maker(add.getInput(1 - bias), "MatMul");
        final String matrix = product.getInput(1);
        final float[] weights = graph.floats(product, matrix);
        final int in = graph.extents(matrix).size() == 2
                ? Math.toIntExact(graph.extents(matrix).get(0))
                : -1;
        graph.requireExtents(product, matrix, name.equals("down") ? in : hidden, out);
        final float[] byOutput = new float[weights.length];
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                byOutput[o * in + i] = weights[i * out + o];
            }
        }
        into.put(name + ".weight", byOutput);
        into.put(name + ".bias", graph.floats(add, add.getInput(bias), out));
        return product.getInput(0);
    }

    /** Which input of a sum a connection makes: a sum with a tensor that is given. */
    private int linearInput(NodeProto sum) throws FileFormatException {
        for (int i = 0; i < 2; i++) {
            if (graph.operator(sum.getInput(i)).equals("Add")) {
                final NodeProto add = graph.maker(sum.getInput(i), "Add");
                final int bias = graph.givenInput(add);
                if (graph.operator(add.getInput(1 - bias)).equals("MatMul")) {
                    return i;
                }
            }
        }
        throw graph.refusal(sum, "a connection and what goes past it", sum.getInputList());
    }

    /** Reads {@code x · (1 + erf(x/√2)) · 0.5}, in whatever order, and says what x is. */
    private String gelu(String tensor) throws FileFormatException {
        double factor = 1;
        String at = tensor;
        NodeProto product = graph.maker(at, "Mul");
        String one = null; // of 1 + erf
        final List<String> rest = new ArrayList<>(product.getInputList());
        String x = null;
        boolean isOther = false;
        final Set<String> taken = new HashSet<>();
        while (!rest.isEmpty()) {
            at = rest.remove(0);
            if (graph.isGiven(at)) {
                factor *= graph.number(product, at);
                continue;
            }
            graph.requireOnce(product, at, taken);
            if (graph.operator(at).equals("Mul")) {
                product = graph.maker(at, "Mul");
                rest.addAll(product.getInputList());
            } else if (one == null && isErf(at)) {
                one = at;
            } else {
                isOther |= x != null;
                x = at;
            }
        }
        if (isOther || one == null || x == null || Math.abs(factor - 0.5) > 1e-6) {
            throw graph.refusal(product, "x/2 · (1 + erf(x/√2))", "another product");
        }
        final NodeProto add = graph.maker(one, "Add");
        final int constant = graph.givenInput(add);
        final double[] scale = {1};
        requireSame(
                add, x, scaled(graph.maker(add.getInput(1 - constant), "Erf").getInput(0), scale));
        if (graph.number(add, add.getInput(constant)) != 1 || Math.abs(scale[0] * Math.sqrt(2) - 1) > 1e-5) {
            throw graph.refusal(add, "1 + erf(x/√2)", "another sum");
        }
        return x;
    }

    private boolean isErf(String tensor) throws FileFormatException {
        return graph.operator(tensor).equals("Add") && graph.takes(graph.maker(tensor, "Add"), "Erf");
    }

    private void requireSame(NodeProto node, String expected, String found) throws FileFormatException {
        if (!expected.equals(found)) {
            throw graph.refusal(node, "what comes from " + expected, "what comes from " + found);
        }
    }

    private boolean isEmbedding(String sum) throws FileFormatException {
        return graph.takes(graph.maker(sum, "Add"), "Gather");
    }

    /** Tables of words, of positions, and of the types of a text's parts, whose first stands for all of a text that is alone. */
    private void readEmbeddings(String sum) throws FileFormatException {
        final List<String> rest = new ArrayList<>(List.of(sum));
        NodeProto words = null;
        NodeProto types = null;
        NodeProto places = null;
        final Set<String> taken = new HashSet<>();
        while (!rest.isEmpty()) {
            final String tensor = rest.remove(0);
            final NodeProto node = graph.maker(tensor, "Add", "Gather");
            graph.requireOnce(node, tensor, taken);
            if (node.getOpType().equals("Add")) {
                rest.addAll(node.getInputList());
            } else if (node.getInput(1).equals("input_ids")) {
                words = only(words, node, "words");
            } else if (graph.isInput(node.getInput(1))) {
                types = only(types, node, "types");
            } else {
                places = only(places, node, "positions");
            }
        }
        if (words == null || places == null) {
            throw graph.refusal(
                    graph.maker(sum, "Add"),
                    "tables of words by input_ids and of positions",
                    words == null ? "no words" : "no positions");
        }
        final float[] word = table(words);
        final float[] position = table(places);
        entries = word.length / hidden;
        positions = position.length / hidden;
        if (types != null) {
            final float[] type = table(types);
            for (int i = 0; i < position.length; i++) {
                position[i] += type[i % hidden];
            }
        }
        embeddings.put("word.table", word);
        embeddings.put("position.table", position);
    }

    private NodeProto only(NodeProto before, NodeProto node, String of) throws FileFormatException {
        if (before != null) {
            throw graph.refusal(node, "one table of " + of, "another beside " + before.getName());
        }
        return node;
    }

    private float[] table(NodeProto gather) throws FileFormatException {
        final String tensor = gather.getInput(0);
        final float[] table = graph.floats(gather, tensor);
        graph.requireExtents(gather, tensor, table.length / hidden, hidden);
        return table;
    }
}
