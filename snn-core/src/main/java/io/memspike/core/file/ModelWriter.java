package io.memspike.core.file;

import static io.memspike.core.file.Model.name;

import io.memspike.core.file.internal.GraphJson;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.synapse.WholeWeights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Lays a model's tensors into a file. */
record ModelWriter(Model model) {
    private SafetensorsWriter begin() {
        final SafetensorsWriter writer = new SafetensorsWriter()
                .metadata("format", Model.FORMAT)
                .metadata("formatVersion", Model.VERSION)
                .metadata("graph", GraphJson.write(model.graph()));
        model.metadata().forEach(writer::metadata);
        return writer;
    }

    void whole(Path path) throws IOException {
        final SafetensorsWriter writer = begin();
        model.tensors().forEach((name, values) -> writer.floats(name, shape(name), values));
        writeMasks(writer);
        model.state().forEach((name, values) -> writer.floats(name, shape(name), values));
        writer.write(path);
    }

    void compact(Path path, Set<String> regenerated, Map<String, WholeWeights> given) throws IOException {
        final SafetensorsWriter writer = begin();
        if (!regenerated.isEmpty()) {
            writer.metadata(Model.REGENERATED, regenerated.stream().sorted().collect(Collectors.joining(",")));
        }
        model.tensors().forEach((name, values) -> {
            final String node = name.substring(0, name.length() - Model.WEIGHT.length());
            if (!name.endsWith("." + Model.WEIGHT)) {
                writer.floats(name, shape(name), values);
            } else if (!regenerated.contains(node.substring(0, node.length() - 1))) {
                final int rows = spec(name).extents().get(0);
                final float[] scales = new float[rows];
                final WholeWeights whole = given.get(node.substring(0, node.length() - 1));
                final byte[] steps = whole == null ? rounded(values, scales) : whole.steps();
                for (int row = 0; row < rows && whole != null; row++) {
                    scales[row] = whole.scales().length == rows ? whole.scales()[row] : whole.scales()[0];
                }
                writer.stream(name, TensorType.I8, shape(name), out -> out.write(ByteBuffer.wrap(steps)));
                writer.floats(node + Model.WEIGHT_SCALES, new long[] {rows}, scales);
            }
        });
        writeMasks(writer);
        writer.write(path);
    }

    private void writeMasks(SafetensorsWriter writer) {
        model.masks()
                .forEach((node, values) ->
                        writer.bytes(name(node, Model.MASK), shape(name(node, Model.WEIGHT)), values));
    }

    private TensorSpec spec(String name) {
        return Model.specOf(model.graph(), name);
    }

    private long[] shape(String name) {
        return spec(name).shape();
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
}
