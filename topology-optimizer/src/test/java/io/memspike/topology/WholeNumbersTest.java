package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.LoihiLif;
import io.memspike.core.kind.shape.Mean;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.parameter.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Neurons that count in integers learn by pruning, which leaves weights whole, and say so where weights do not stay whole. */
class WholeNumbersTest {
    private static final Graph GRAPH = Graph.chain(
            new Toy(0).shape(),
            List.of(
                    new Linear(24, 1f),
                    new LoihiLif(2048, 1024, 12),
                    new Linear(3, 0.1f),
                    Integrator.readout(1f),
                    new Mean()));

    private static Learners learners(boolean prunes) {
        final Map<String, Parameters> weights = new LinkedHashMap<>();
        for (final Node node : GRAPH.nodesOf(MatrixKind.class)) {
            final RandomStream random = RandomStream.of(8, "whole", GRAPH.position(node.name()));
            final Matrix matrix = Matrix.of(GRAPH, node.name());
            final float[] fixed = new float[matrix.weights()];
            final float[] scores = new float[matrix.weights()];
            for (int w = 0; w < fixed.length; w++) {
                fixed[w] = random.nextInt(9) - 4;
                scores[w] = 0.2f * (random.nextFloat() - 0.5f);
            }
            weights.put(
                    node.name(),
                    prunes
                            ? new Parameters.Pruned(fixed, scores, matrix.weightScale(), 0.5)
                            : new Parameters.Trained(fixed, matrix.weightScale()));
        }
        return Learners.of(GRAPH, weights);
    }

    private static Trainer trainer(boolean prunes) {
        return new Trainer(
                Trainer.Task.of(GRAPH, learners(prunes), new CrossEntropy(GRAPH.readout(), Loss.MEAN)),
                new Toy(200),
                TrainingConfig.adam(8, 20, 0.02, 0, 0, 1),
                KernelsLookup.find("auto").kernels(),
                2,
                0);
    }

    @Test
    void shouldPruneWholeWeights() {
        double accuracy = 0;
        try (Trainer trainer = trainer(true)) {
            while (trainer.epochsDone() < 8) {
                accuracy = trainer.epoch(TrainingProgress.NONE).accuracy();
            }
        }
        final double reached = accuracy;

        assertTrue(reached >= 0.95, () -> "accuracy " + reached);
    }

    @Test
    void shouldRefuseWeightsThatDoNotStayWhole() {
        try (Trainer trainer = trainer(false)) {
            trainer.batch(); // whole so far

            final ArithmeticException refusal = assertThrows(ArithmeticException.class, trainer::batch);
            assertEquals(
                    "loihiLif: neuron 0: expected a sum of whole numbers below 2^24, found",
                    refusal.getMessage().replaceAll("(found).*", "$1"));
        }
    }
}
