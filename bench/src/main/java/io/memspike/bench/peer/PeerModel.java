package io.memspike.bench.peer;

import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.file.SafetensorsWriter;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Mean;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One of PRIME's networks as PyTorch's programs read it: a model file of version 1, whose {@code architecture} is a list of
 * layers, with the weights that are left, scaled.
 */
final class PeerModel {
    private PeerModel() {}

    /**
     * Writes a model for the programs.
     *
     * @throws IllegalArgumentException where it is none of PRIME's networks
     */
    static void write(Model model, Path file) throws IOException {
        final SafetensorsWriter writer = new SafetensorsWriter();
        final List<String> layers = new ArrayList<>();
        for (final Node node : model.graph().nodes()) {
            if (node.kind() instanceof Input || node.kind() instanceof Mean) {
                continue; // the programs take the mean over steps themselves
            }
            if (node.kind() instanceof MatrixKind) {
                writer.floats(
                        "layers." + layers.size() + ".weight",
                        Matrix.of(model.graph(), node.name()).weightShape(),
                        model.effective(node.name()));
            }
            layers.add(layer(node.kind(), model.graph().input(node.name())));
        }
        writer.metadata("format", "memspike-model")
                .metadata("formatVersion", "1")
                .metadata("architecture", "[" + String.join(",", layers) + "]")
                .write(file);
    }

    private static String layer(Kind kind, Shape input) {
        if (kind instanceof Conv2d conv) {
            return text(
                    "{'type': 'conv2d', 'in': %d, 'out': %d, 'kernel': %d, 'stride': %d, 'padding': %d}",
                    input.channels(),
                    conv.out(),
                    conv.kernel().height(),
                    conv.stride().height(),
                    conv.padding().height());
        }
        if (kind instanceof Linear linear) {
            return text("{'type': 'linear', 'in': %d, 'out': %d}", input.size(), linear.out());
        }
        if (kind instanceof Lif lif) {
            return text(
                    "{'type': 'lif', 'retain': %s, 'threshold': %s, 'leakySlope': %s}",
                    lif.retain(), lif.threshold(), lif.leakySlope());
        }
        if (kind instanceof AvgPool pool) {
            return text("{'type': 'avgpool2d', 'kernel': %d}", pool.kernel().height());
        }
        if (kind instanceof Integrator readout) {
            return text("{'type': 'readout', 'leakySlope': %s}", readout.leakySlope());
        }
        throw new IllegalArgumentException("expected a layer of PRIME's networks, found " + kind.type());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values).replace('\'', '"');
    }
}
