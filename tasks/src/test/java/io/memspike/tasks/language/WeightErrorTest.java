package io.memspike.tasks.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.file.Model;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.interchange.onnx.OnnxEncoder;
import io.memspike.memristor.hardware.Placed;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.language.internal.LanguageChip;
import io.memspike.testing.MiniLm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far a chip's weights lie from those of all-MiniLM-L6-v2. */
class WeightErrorTest {
    /**
     * Root mean square error of a weight in units of its column's largest, mean of the 36 connections, read once and compensated,
     * as an independent program found it, which draws otherwise.
     */
    @Test
    void shouldMissWeightsAsFarAsAnIndependentProgram(@TempDir Path directory) throws IOException {
        final Model model = OnnxEncoder.read(MiniLm.onnx(directory)).model(128, Map.of());

        assertEquals(0.0352, meanError(model, 0), 0.03 * 0.0352);
        assertEquals(0.0624, meanError(model, 10 * 365 * 86400.0), 0.03 * 0.0624);
    }

    private static double meanError(Model model, double ageSeconds) throws IOException {
        final var kernels = KernelsLookup.find("auto").kernels();
        final Placed placed = new Placement(choice().hardware(ageSeconds), 1)
                .on(model.graph(), LanguageChip.weights(model, kernels), kernels);
        return model.graph().nodesOf(MatrixKind.class).parallelStream()
                .mapToDouble(node -> error(model, placed, node))
                .average()
                .orElseThrow();
    }

    private static double error(Model model, Placed placed, Node node) {
        final float[] wanted = model.weights(node.name());
        final Matrix matrix = Matrix.of(model.graph(), node.name());
        final float[] found = placed.tokenCells(node, matrix).effective();
        final int in = matrix.fanIn();
        double squares = 0;
        for (int o = 0; o < matrix.out(); o++) {
            double largest = 0;
            for (int i = o * in; i < (o + 1) * in; i++) {
                largest = Math.max(largest, Math.abs(wanted[i]));
            }
            for (int i = o * in; i < (o + 1) * in; i++) {
                squares += Math.pow((found[i] - wanted[i]) / largest, 2);
            }
        }
        return Math.sqrt(squares / wanted.length);
    }

    /** What nobody changes. */
    static ChipChoice choice() {
        return new ChipChoice("pcm", 512, 8, 8, "calibrated", 0.04);
    }
}
