package io.memspike.core.file;

import static io.memspike.core.file.Model.name;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** Lays a model's tensors into a file. */
record ModelWriter(Model model) {
    private SafetensorsWriter begin() {
        final SafetensorsWriter writer = new SafetensorsWriter()
                .metadata("format", Model.FORMAT)
                .metadata("formatVersion", Model.VERSION)
                .metadata("architecture", LayerJson.write(model.layers()));
        model.metadata().forEach(writer::metadata);
        return writer;
    }

    void whole(Path path) throws IOException {
        final SafetensorsWriter writer = begin();
        model.weights().forEach((i, values) -> writer.floats(name(i, Model.WEIGHT), shape(i), values));
        model.masks().forEach((i, values) -> writer.bytes(name(i, "mask"), shape(i), values));
        model.vectors().forEach((name, values) -> writer.floats(name, model.shapeOf(name), values));
        model.state().forEach((name, values) -> writer.floats(name, model.shapeOf(name), values));
        writer.write(path);
    }

    void compact(Path path, Set<Integer> regenerated) throws IOException {
        final SafetensorsWriter writer = begin();
        if (!regenerated.isEmpty()) {
            writer.metadata(
                    Model.REGENERATED,
                    regenerated.stream().sorted().map(String::valueOf).collect(Collectors.joining(",")));
        }
        model.weights().forEach((i, values) -> {
            if (!regenerated.contains(i)) {
                final int rows = (int) shape(i)[0];
                final float[] scales = new float[rows];
                final byte[] steps = rounded(values, scales);
                writer.stream(name(i, Model.WEIGHT), TensorType.I8, shape(i), out -> out.write(ByteBuffer.wrap(steps)));
                writer.floats(name(i, Model.WEIGHT_SCALES), new long[] {rows}, scales);
            }
        });
        model.masks().forEach((i, values) -> writer.bytes(name(i, "mask"), shape(i), values));
        model.vectors().forEach((name, values) -> writer.floats(name, model.shapeOf(name), values));
        writer.write(path);
    }

    private long[] shape(int layer) {
        return Model.shape(model.layers().get(layer));
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
