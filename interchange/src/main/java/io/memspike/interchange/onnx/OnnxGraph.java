package io.memspike.interchange.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The graph of an ONNX file: which node makes a tensor, and the tensors that it gives. */
final class OnnxGraph {
    private static final Set<String> OF_TWO = Set.of("Add", "Div", "Equal", "Gather", "MatMul", "Mul", "Pow", "Sub");

    private final Object file;
    private final GraphProto graph;
    private final Map<String, NodeProto> makers = new HashMap<>();
    private final Map<String, TensorProto> given = new HashMap<>();

    private OnnxGraph(Object file, GraphProto graph) throws FileFormatException {
        this.file = file;
        this.graph = graph;
        graph.getInitializerList().forEach(tensor -> given.put(tensor.getName(), tensor));
        for (final NodeProto node : graph.getNodeList()) {
            requireInputs(node);
            node.getOutputList().forEach(out -> makers.put(out, node));
            for (final AttributeProto attribute : node.getAttributeList()) {
                if (node.getOpType().equals("Constant") && attribute.getName().equals("value")) {
                    given.put(node.getOutput(0), attribute.getT());
                }
            }
        }
    }

    static OnnxGraph read(Path path) throws IOException {
        try (InputStream in = InputFile.open(path, "an ONNX file")) {
            final ModelProto model = ModelProto.parseFrom(in);
            if (model.getGraph().getOutputCount() == 0) {
                throw new FileFormatException(path, "graph", "nodes and an output", "none");
            }
            return new OnnxGraph(path, model.getGraph());
        } catch (InvalidProtocolBufferException e) {
            throw new FileFormatException(
                    path + ": expected an ONNX file, found one that is none: " + FileFormatException.reason(e));
        }
    }

    /** Refuses a node that takes less than its operator does, or gives nothing. */
    private void requireInputs(NodeProto node) throws FileFormatException {
        final boolean isOfTwo = OF_TWO.contains(node.getOpType());
        final int least = node.getOpType().equals("Constant") ? 0 : 1;
        if (isOfTwo ? node.getInputCount() != 2 : node.getInputCount() < least) {
            throw refusal(node, (isOfTwo ? "2" : "at least " + least) + " inputs", node.getInputCount());
        }
        if (node.getOutputCount() == 0) {
            throw refusal(node, "an output", "none");
        }
    }

    List<NodeProto> nodes() {
        return graph.getNodeList();
    }

    /** Name of the first tensor that the graph gives. */
    String output() {
        return graph.getOutput(0).getName();
    }

    /**
     * Refuses a node that reads what only a later one makes, or itself, and one that makes what is there already: whoever goes back from
     * it might never end.
     */
    void requireOrder() throws FileFormatException {
        final Set<String> made = new HashSet<>();
        for (final NodeProto node : graph.getNodeList()) {
            for (final String input : node.getInputList()) {
                if (makers.containsKey(input) && !isGiven(input) && !made.contains(input)) {
                    throw refusal(node, "what an earlier node makes", input);
                }
            }
            for (final String output : node.getOutputList()) {
                final boolean isConstant = node.getOpType().equals("Constant");
                if (!output.isEmpty() && (!made.add(output) || isGiven(output) && !isConstant)) {
                    throw refusal(node, "an output that nothing else gives", output + " again");
                }
            }
        }
    }

    /**
     * Refuses a node that takes a tensor for the second time: a product or a sum of the same is another one, and what is taken again and
     * again has no end.
     *
     * @param taken those before
     */
    void requireOnce(NodeProto node, String tensor, Set<String> taken) throws FileFormatException {
        if (!taken.add(tensor)) {
            throw refusal(node, "tensors that are taken once", tensor + " again");
        }
    }

    boolean isInput(String tensor) {
        return graph.getInputList().stream().anyMatch(input -> input.getName().equals(tensor)) && !isGiven(tensor);
    }

    boolean isGiven(String tensor) {
        return given.containsKey(tensor);
    }

    /** The operator that makes a tensor; empty of one that none makes. */
    String operator(String tensor) {
        final NodeProto node = makers.get(tensor);
        return node == null ? "" : node.getOpType();
    }

    /** Whether an operator makes one of the two tensors that a node takes. */
    boolean takes(NodeProto node, String operator) {
        return operator(node.getInput(0)).equals(operator)
                || operator(node.getInput(1)).equals(operator);
    }

    /** The node that makes a tensor, of one of those operators. */
    NodeProto maker(String tensor, String... operators) throws FileFormatException {
        final NodeProto node = makers.get(tensor);
        if (node == null) {
            throw new FileFormatException(
                    file, "tensor " + tensor, "one that " + String.join(" or ", operators) + " makes", "none");
        }
        if (!List.of(operators).contains(node.getOpType())) {
            throw refusal(node, String.join(" or ", operators), node.getOpType());
        }
        return node;
    }

    FileFormatException refusal(NodeProto node, Object expected, Object found) {
        return new FileFormatException(file, "node " + node.getName(), expected, found);
    }

    /** The input of a node that is given, where the other is not. */
    int givenInput(NodeProto node) throws FileFormatException {
        for (int i = 0; i < node.getInputCount(); i++) {
            if (isGiven(node.getInput(i))) {
                return i;
            }
        }
        throw refusal(node, "a tensor that the file gives", "none among " + node.getInputList());
    }

    /** Extents of a tensor that is given. */
    List<Long> extents(String tensor) {
        return given.get(tensor).getDimsList();
    }

    /** A number of a node that is given alone. */
    double number(NodeProto node, String tensor) throws FileFormatException {
        final float[] numbers = floats(node, tensor);
        if (numbers.length != 1) {
            throw refusal(node, "one number in " + tensor, numbers.length);
        }
        return numbers[0];
    }

    /** A tensor of those extents that a node reads. */
    float[] floats(NodeProto node, String tensor, long... extents) throws FileFormatException {
        final float[] floats = floats(node, tensor);
        requireExtents(node, tensor, extents);
        return floats;
    }

    /** Refuses a tensor of other extents, one that a node reads. */
    void requireExtents(NodeProto node, String tensor, long... extents) throws FileFormatException {
        final List<Long> found = extents(tensor);
        boolean fits = found.size() == extents.length;
        for (int i = 0; fits && i < extents.length; i++) {
            fits = found.get(i) == extents[i];
        }
        if (!fits) {
            throw refusal(node, "a tensor " + Arrays.toString(extents), found + " in " + tensor);
        }
    }

    /** A tensor that a node reads. */
    float[] floats(NodeProto node, String tensor) throws FileFormatException {
        final TensorProto found = given.get(tensor);
        if (found == null) {
            throw refusal(node, "a tensor " + tensor + " in the file", "none");
        }
        final TensorProto.DataType type = TensorProto.DataType.forNumber(found.getDataType());
        if (type != TensorProto.DataType.FLOAT || found.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            throw refusal(
                    node,
                    "32-bit floats in the file",
                    type + (found.getDataLocation() == TensorProto.DataLocation.EXTERNAL ? " elsewhere" : "") + " in "
                            + tensor);
        }
        long size = 1;
        for (final long extent : found.getDimsList()) {
            if (extent < 1 || extent > Integer.MAX_VALUE || size > Integer.MAX_VALUE) {
                throw refusal(node, "positive extents of a tensor", found.getDimsList() + " in " + tensor);
            }
            size *= extent;
        }
        final float[] floats =
                new float[found.hasRawData() ? found.getRawData().size() / Float.BYTES : found.getFloatDataCount()];
        if (size != floats.length) {
            throw refusal(node, size + " numbers in " + tensor, floats.length);
        }
        if (found.hasRawData()) {
            found.getRawData()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(floats);
        } else {
            for (int i = 0; i < floats.length; i++) {
                floats[i] = found.getFloatData(i);
            }
        }
        return floats;
    }
}
