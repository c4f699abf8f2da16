package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Substrate;
import io.memspike.topology.gradient.CurrentReadout;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.parameter.Optimiser;
import io.memspike.topology.parameter.Parameters;
import io.memspike.topology.parameter.UpdateRule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Readouts with a way back, against finite differences of a network that is smooth all through. */
class LearningSurroundingsTest {
    private static final Toy SAMPLES = new Toy(12);
    private static final int HIDDEN = 7;
    private static final int CLASSES = 3;
    private static final int INPUTS = 98;
    private static final Graph GRAPH = Graph.chain(
            SAMPLES.shape(),
            List.of(
                    new Linear(HIDDEN, 1f, true),
                    new Activation(Activation.Function.TANH, 1f),
                    new Linear(CLASSES, 1f),
                    Integrator.readout(1f), // smooth
                    new Mean()));

    /** {@code y = F tanh(x / F)}, and its slopes. */
    private record Saturating(double scale) implements CurrentReadout {
        @Override
        public void read(float[] currents, long read) {
            for (int i = 0; i < currents.length; i++) {
                currents[i] = (float) (scale * Math.tanh(currents[i] / scale));
            }
        }

        @Override
        public double back(float[] currents, float[] readings, float[] gradient) {
            double sum = 0;
            for (int i = 0; i < currents.length; i++) {
                final double part = readings[i] / scale;
                final double slope = 1 - part * part;
                sum += gradient[i] * (part - slope * currents[i] / scale);
                gradient[i] *= (float) slope;
            }
            return sum;
        }
    }

    /** Scales of both nodes, and what is told of them. */
    private static final class Scales implements LearningSurroundings {
        private final Map<String, Double> scales = new LinkedHashMap<>(Map.of("0", 1.3, "2", 0.8));
        private Map<String, Double> told = Map.of();

        @Override
        public Substrate around(Substrate exact) {
            return exact;
        }

        @Override
        public CurrentReadout readout(String node) {
            return new Saturating(scales.get(node));
        }

        @Override
        public void learn(Map<String, Double> gradients, UpdateRule rule) {
            told = gradients;
        }
    }

    private record Learnt(double loss, float[][] gradients, Map<String, Double> ofScales) {}

    private static float[] weights(int n) {
        final RandomStream stream = RandomStream.of(5, "weights", n);
        final float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (0.3 * stream.nextGaussian());
        }
        return values;
    }

    private static Learnt learnt(float[][] weights, Scales scales, int threads) {
        final Learners learners = Learners.of(
                GRAPH,
                Map.of(
                        "0", new Parameters.Trained(weights[0].clone(), 1f),
                        "2", new Parameters.Trained(weights[1].clone(), 1f)));
        final Trainer.Task task = Trainer.Task.of(GRAPH, learners, new CrossEntropy(GRAPH.readout(), Loss.RUNNING))
                .through(scales);
        final int size = SAMPLES.size();
        final TrainingConfig config = TrainingConfig.adam(1, size, 1e-3, 0, 0, 1);
        try (Trainer trainer = new Trainer(task, SAMPLES, config, new ScalarKernels(), threads, 0)) {
            trainer.begin(IntStream.range(0, size).toArray(), 0, size, 0);
            trainer.learn();
            trainer.update(new UpdateRule(1, 1e-9, 0, Optimiser.ADAM));
            final double loss = Arrays.stream(trainer.current().losses[0]).sum() / size;
            return new Learnt(
                    loss,
                    new float[][] {
                        trainer.weightGradient("0").clone(),
                        trainer.weightGradient("2").clone()
                    },
                    Map.copyOf(scales.told));
        }
    }

    private static float[][] weights() {
        return new float[][] {weights(HIDDEN * INPUTS), weights(CLASSES * HIDDEN)};
    }

    @Test
    void shouldTellHowTheLossHangsOnEachScale() {
        final Learnt found = learnt(weights(), new Scales(), 2);
        final double step = 1e-2;

        for (final String node : List.of("0", "2")) {
            final Scales more = new Scales();
            more.scales.merge(node, step, Double::sum);
            final Scales less = new Scales();
            less.scales.merge(node, -step, Double::sum);
            final double expected = (learnt(weights(), more, 2).loss()
                            - learnt(weights(), less, 2).loss())
                    / (2 * step);
            assertTrue(Math.abs(expected) > 1e-3, "the loss hangs on it");
            assertEquals(expected, found.ofScales().get(node), 5e-3 * Math.abs(expected) + 1e-5, node);
        }
    }

    @Test
    void shouldGoBackToWeightsByTheSlopeOfTheReadout() {
        final Learnt found = learnt(weights(), new Scales(), 2);
        final float step = 2e-2f;

        for (int layer = 0; layer < 2; layer++) {
            final float[] gradient = found.gradients()[layer];
            double largest = 0;
            for (final float each : gradient) {
                largest = Math.max(largest, Math.abs(each));
            }
            for (int i = 0; i < gradient.length; i += gradient.length / 20 + 1) {
                final float[][] more = weights();
                more[layer][i] += step;
                final float[][] less = weights();
                less[layer][i] -= step;
                final double expected = (learnt(more, new Scales(), 1).loss()
                                - learnt(less, new Scales(), 1).loss())
                        / (2 * step);
                assertEquals(expected, gradient[i], 1e-2 * largest, "layer " + layer + ", weight " + i);
            }
        }
    }

    @Test
    void shouldGiveTheSameBitsOnAnyNumberOfThreads() {
        final Learnt one = learnt(weights(), new Scales(), 1);
        final Learnt three = learnt(weights(), new Scales(), 3);

        assertEquals(one.ofScales(), three.ofScales());
        assertArrayEquals(one.gradients()[0], three.gradients()[0]);
        assertArrayEquals(one.gradients()[1], three.gradients()[1]);
    }

    @Test
    void shouldRefuseStagesThatWouldForgetTheirCurrents() {
        final Graph graph = Graph.chain(
                SAMPLES.shape(),
                List.of(new Linear(CLASSES, 1f), new BatchNorm(1e-5f, true), Integrator.readout(0.1f), new Mean()));
        final Learners learners =
                Learners.of(graph, Map.of("0", new Parameters.Trained(weights(CLASSES * INPUTS), 1f)));
        final Trainer.Task task = Trainer.Task.of(graph, learners, new CrossEntropy(graph.readout(), Loss.RUNNING))
                .through(new Scales());

        assertEquals(
                "training: expected a graph without norms over the batch, and without quantisers, where readouts of currents"
                        + " learn, found one of 2 stages",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Trainer(
                                        task,
                                        SAMPLES,
                                        TrainingConfig.adam(1, 4, 1e-3, 0, 0, 1),
                                        new ScalarKernels(),
                                        1,
                                        0))
                        .getMessage());
    }
}
