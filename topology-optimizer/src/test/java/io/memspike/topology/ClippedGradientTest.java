package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphBuilder;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.topology.loss.SquaredError;
import io.memspike.topology.parameter.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClippedGradientTest {
    private static final FixedSamples DATA = new FixedSamples(new Shape(2, 4, 4), 1, 7, 3);
    private static final Graph GRAPH = new GraphBuilder()
            .input("in", new Shape(2, 4, 4))
            .node("a", new Linear(5, 1f, true), "in")
            .node("b", new Linear(3, 0.5f, true), "a")
            .build("b");

    /** The gradients of the first batch, by tensor: ten times Adam's first moments after it. */
    private static Map<String, float[]> gradients(double clipNorm, int threads) {
        final Map<String, Parameters> given = new LinkedHashMap<>();
        given.put("a", new Parameters.Trained(weights(5 * 32), 1f));
        given.put("b", new Parameters.Trained(weights(3 * 5), 0.5f));
        final Learners learners = Learners.of(GRAPH, given);
        final TrainingConfig config =
                TrainingConfig.adam(1, 7, 1e-3, 0, 0, 1).with(TrainingConfig.Decay.NONE, clipNorm);
        final Trainer.Task task = Trainer.Task.of(GRAPH, learners, new SquaredError("b"));
        try (Trainer trainer =
                new Trainer(task, DATA, config, KernelsLookup.find("auto").kernels(), threads, 0)) {
            trainer.batch();
        }
        final Map<String, float[]> gradients = new LinkedHashMap<>();
        learners.learnt().forEach((tensor, learner) -> {
            final float[] moments = learner.adam().firstMoment().clone();
            for (int i = 0; i < moments.length; i++) {
                moments[i] *= 10;
            }
            gradients.put(tensor, moments);
        });
        return gradients;
    }

    private static float[] weights(int count) {
        final float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = (i * 7 % 11 - 5) / 8f;
        }
        return weights;
    }

    private static double norm(Map<String, float[]> gradients) {
        double square = 0;
        for (final float[] gradient : gradients.values()) {
            for (final float each : gradient) {
                square += (double) each * each;
            }
        }
        return Math.sqrt(square);
    }

    @Test
    void shouldShortenTheGradientOfAllThatIsLearnt() {
        final Map<String, float[]> whole = gradients(Double.POSITIVE_INFINITY, 1);
        final double norm = norm(whole);
        final Map<String, float[]> shortened = gradients(norm / 4, 1);

        assertEquals(4, whole.size());
        assertEquals(norm / 4, norm(shortened), 1e-6 * norm);
        whole.forEach((tensor, gradient) -> {
            for (int i = 0; i < gradient.length; i++) {
                assertEquals(gradient[i] / 4, shortened.get(tensor)[i], 1e-6 * norm, tensor);
            }
        });
    }

    @Test
    void shouldLeaveShorterOnesAloneAndDependOnNoThreads() {
        final Map<String, float[]> whole = gradients(Double.POSITIVE_INFINITY, 1);
        final Map<String, float[]> bounded = gradients(2 * norm(whole), 3);
        final Map<String, float[]> one = gradients(norm(whole) / 3, 1);
        final Map<String, float[]> three = gradients(norm(whole) / 3, 3);

        whole.forEach((tensor, gradient) -> assertArrayEquals(gradient, bounded.get(tensor), tensor));
        one.forEach((tensor, gradient) -> assertArrayEquals(gradient, three.get(tensor), tensor));
    }

    @Test
    void shouldRefuseDropOutOfAll() {
        assertThrows(IllegalArgumentException.class, () -> new Trainer.DropOut(1, node -> true));
        assertThrows(IllegalArgumentException.class, () -> new Trainer.DropOut(Double.NaN, node -> true));
    }
}
