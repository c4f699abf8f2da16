package io.memspike.tasks.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.Target;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.interchange.Given;
import io.memspike.testing.Outside;
import io.memspike.topology.Learners;
import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingConfig;
import io.memspike.topology.loss.PixelCrossEntropy;
import io.memspike.topology.parameter.Optimiser;
import io.memspike.topology.parameter.Parameters;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The U-Net in the jar, with 4 channels and 2 levels below, against vectors of an independent PyTorch program. */
class GoldenUnetFileTest {
    private static final double TOLERANCE = 1e-4; // of each tensor's largest magnitude
    private static final double RATE = 4; // exact in binary, and large beside the rounding of scores

    private record Golden(SafetensorsFile file) implements Samples {
        private static final Shape SHAPE = new Shape(1, 14, 11);

        float[] tensor(String name) {
            try {
                return file.tensor(name).floats();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public Shape shape() {
            return SHAPE;
        }

        @Override
        public int steps() {
            return 1;
        }

        @Override
        public void load(int sample, EventFrames into) {
            into.step(0).compact(tensor("input"), SHAPE.size());
        }

        @Override
        public void target(int sample, Target into) {
            System.arraycopy(tensor("label"), 0, into.values(SHAPE.positions()), 0, SHAPE.positions());
        }
    }

    @Test
    void shouldGiveTheLossAndGradientsOfTheProgram() throws IOException {
        final Golden golden = new Golden(SafetensorsFile.open(Outside.file("golden/s3/s3_unet.safetensors")));
        final Graph graph = NetworkSource.find("pruning-unet:base=4,depth=2", Given.data(Golden.SHAPE, 2))
                .graph();
        final Map<String, Parameters> given = new LinkedHashMap<>();
        for (final Node node : graph.nodesOf(MatrixKind.class)) {
            final float scale = ((MatrixKind) node.kind()).weightScale();
            assertEquals(golden.tensor(node.name() + ".weight_scale")[0], scale, 1e-6 * scale);
            given.put(
                    node.name(),
                    new Parameters.Pruned(
                            golden.tensor(node.name() + ".weight"),
                            golden.tensor(node.name() + ".score").clone(),
                            scale,
                            0.5));
        }
        for (final Node node : graph.nodes()) {
            for (final TensorSpec spec : graph.tensors(node.name())) {
                final String name = node.name() + "." + spec.name();
                if (!spec.name().equals("weight") && golden.file().has(name)) {
                    given.put(name, new Parameters.Trained(golden.tensor(name).clone(), 1f));
                }
            }
        }
        final Learners learners = Learners.of(graph, given);
        final TrainingConfig config = TrainingConfig.of(1, 1, RATE, 0, new Optimiser(Optimiser.Method.SGD, 0), 0, 1);
        final Trainer.Task task = Trainer.Task.of(graph, learners, new PixelCrossEntropy(graph.output()));
        try (Trainer trainer = new Trainer(task, golden, config, new ScalarKernels(), 1, 0)) {
            assertEquals(golden.tensor("q6.loss")[0], trainer.batch().mean(0), 1e-5);
        }
        for (final Node node : graph.nodesOf(MatrixKind.class)) {
            assertGradient(golden, node.name() + ".score", learners.values(node.name() + ".weight"));
        }
        assertGradient(golden, "up1.norm0.gamma", learners.values("up1.norm0.gamma"));
    }

    /** What one step of plain descent has moved is the gradient. */
    private static void assertGradient(Golden golden, String name, float[] after) {
        final float[] before = golden.tensor(name);
        final float[] expected = golden.tensor("q6.grad." + name);
        final float[] gradient = new float[after.length];
        float largest = 0;
        for (int i = 0; i < after.length; i++) {
            gradient[i] = (float) ((before[i] - after[i]) / RATE);
            largest = Math.max(largest, Math.abs(expected[i]));
        }
        assertArrayEquals(expected, gradient, (float) (TOLERANCE * largest), name);
    }
}
