package io.memspike.interchange.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small encoder as others export it, built node by node, for tests that then spoil it. */
final class SmallOnnx {
    static final EncoderSize SIZE = new EncoderSize(7, 5, 4, 2, 2, 6, 1e-5f);

    final GraphProto.Builder graph = GraphProto.newBuilder();

    /** What was written, by the names of a model; matrices as [out, in]. */
    final Map<String, float[]> expected = new LinkedHashMap<>();

    private int numbers;

    SmallOnnx() {
        for (final String input : new String[] {"input_ids", "attention_mask", "token_type_ids"}) {
            graph.addInput(ValueInfoProto.newBuilder().setName(input));
        }
        node("Gather", "places", tensor("position_ids", 5), "input_ids"); // whatever comes to positions
        final String word = node("Gather", "word", tensor("words", 7, 4), "input_ids");
        final String type = node("Gather", "type", tensor("types", 2, 4), "token_type_ids");
        final String place = node("Gather", "position", tensor("positions", 5, 4), "places");
        final float[] table = floats("positions");
        for (int i = 0; i < table.length; i++) {
            table[i] += floats("types")[i % 4];
        }
        expected.put("word.table", floats("words"));
        expected.put("position.table", table);
        String x = norm("embeddings.norm", node("Add", "sum", node("Add", "words+types", word, type), place));
        for (int l = 0; l < 2; l++) {
            x = layer("layers." + l + ".", x);
        }
        graph.addOutput(ValueInfoProto.newBuilder().setName(x));
    }

    byte[] bytes() {
        return ModelProto.newBuilder().setIrVersion(7).setGraph(graph).build().toByteArray();
    }

    /** Computes a tensor once more, for one that takes it. */
    void twice(String tensor, String taker) {
        int at = 0;
        while (!graph.getNode(at).getOutput(0).equals(tensor)) {
            at++;
        }
        graph.addNode(
                at, NodeProto.newBuilder(graph.getNode(at)).setName("/twice").setOutput(0, "twice"));
        maker(taker).setInput(0, "twice");
    }

    /** A product of two, which is taken in place of what the maker of a tensor took first. */
    void multiply(String tensor, String left, String right) {
        int at = 0;
        while (!graph.getNode(at).getOutput(0).equals(tensor)) {
            at++;
        }
        graph.addNode(
                at,
                NodeProto.newBuilder()
                        .setOpType("Mul")
                        .setName("/multiplied")
                        .addInput(left)
                        .addInput(right)
                        .addOutput("multiplied"));
        maker(tensor).setInput(0, "multiplied");
    }

    /** The node that makes a tensor. */
    NodeProto.Builder maker(String tensor) {
        return graph.getNodeBuilderList().stream()
                .filter(node -> node.getOutput(0).equals(tensor))
                .findFirst()
                .orElseThrow();
    }

    TensorProto.Builder given(String tensor) {
        return graph.getInitializerBuilderList().stream()
                .filter(each -> each.getName().equals(tensor))
                .findFirst()
                .orElseThrow();
    }

    private String layer(String name, String x) {
        final String q = heads(name + "q", linear(name + "query", x, 4, 4, true));
        final String k = heads(name + "k", linear(name + "key", x, 4, 4, true));
        final String v = heads(name + "v", linear(name + "value", x, 4, 4, true));
        final String scores =
                node("Div", name + "scaled", node("MatMul", name + "scores", q, k), number(name + "root", (float)
                        Math.sqrt(2)));
        final String weights =
                node("Softmax", name + "softmax", node("Add", name + "masked", scores, "attention_mask"));
        final String mixed = node("MatMul", name + "mix", weights, v);
        final String out = linear(name + "out", node("Reshape", name + "whole", mixed, "shape"), 4, 4, true);
        final String first = norm(name + "norm1", node("Add", name + "past", out, x));
        final String up = linear(name + "up", first, 4, 6, false);
        final String erf =
                node("Erf", name + "erf", node("Div", name + "by", up, number(name + "two", (float) Math.sqrt(2))));
        final String one = node("Add", name + "one", erf, number(name + "1", 1f));
        final String half =
                node("Mul", name + "half", node("Mul", name + "product", up, one), number(name + "0.5", 0.5f));
        return norm(name + "norm2", node("Add", name + "past2", linear(name + "down", half, 6, 4, true), first));
    }

    private String heads(String name, String x) {
        return node("Transpose", name, node("Reshape", name + ".parts", x, "shape"));
    }

    private String linear(String name, String x, int in, int out, boolean isBiasFirst) {
        final String matrix = tensor(name + ".matrix", in, out);
        final float[] given = floats(matrix);
        final float[] weights = new float[in * out];
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                weights[o * in + i] = given[i * out + o];
            }
        }
        expected.put(name + ".weight", weights);
        final String bias = tensor(name + ".bias", out);
        expected.put(name + ".bias", floats(bias));
        final String product = node("MatMul", name + ".product", x, matrix);
        return isBiasFirst ? node("Add", name, bias, product) : node("Add", name, product, bias);
    }

    private String norm(String name, String x) {
        final String centred = node("Sub", name + ".centred", x, node("ReduceMean", name + ".mean", x));
        final String squares = node("Pow", name + ".squares", centred, number(name + ".two", 2f));
        final String variance = node("ReduceMean", name + ".variance", squares);
        final String root =
                node("Sqrt", name + ".root", node("Add", name + ".sum", variance, number(name + ".eps", 1e-5f)));
        final String scaled =
                node("Mul", name + ".scaled", node("Div", name + ".normal", centred, root), tensor(name + ".gamma", 4));
        expected.put(name + ".gamma", floats(name + ".gamma"));
        final String shifted = node("Add", name, scaled, tensor(name + ".beta", 4));
        expected.put(name + ".beta", floats(name + ".beta"));
        return shifted;
    }

    private String node(String operator, String out, String... inputs) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName("/" + out)
                .addAllInput(List.of(inputs))
                .addOutput(out));
        return out;
    }

    /** A number as a node of its own, as most are. */
    private String number(String name, float value) {
        final TensorProto tensor = TensorProto.newBuilder()
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addFloatData(value)
                .build();
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Constant")
                .setName("/" + name)
                .addOutput(name)
                .addAttribute(AttributeProto.newBuilder().setName("value").setT(tensor)));
        return name;
    }

    private String tensor(String name, int... extents) {
        final TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        int size = 1;
        for (final int extent : extents) {
            tensor.addDims(extent);
            size *= extent;
        }
        for (int i = 0; i < size; i++) {
            tensor.addFloatData(numbers++ % 17 * 0.125f - 1f);
        }
        graph.addInitializer(tensor);
        return name;
    }

    private float[] floats(String name) {
        final TensorProto.Builder tensor = given(name);
        final float[] floats = new float[tensor.getFloatDataCount()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = tensor.getFloatData(i);
        }
        return floats;
    }
}
