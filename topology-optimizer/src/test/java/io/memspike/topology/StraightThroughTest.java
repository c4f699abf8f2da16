package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Surroundings;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.parameter.Optimiser;
import io.memspike.topology.parameter.Parameters;
import io.memspike.topology.parameter.UpdateRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Gradients behind rounded currents, against a twin in loops over everything. */
class StraightThroughTest {
    private static final int HIDDEN = 19;
    private static final int CLASSES = 3;
    private static final int INPUTS = 98;
    private static final Graph GRAPH = Graph.chain(
            new Toy(0).shape(),
            List.of(
                    new Linear(HIDDEN, 1f),
                    new Lif(0.2f, 0.5f, 0.1f),
                    new Linear(CLASSES, 1f),
                    Integrator.readout(0.1f),
                    new Mean()));
    private static final Toy SAMPLES = new Toy(12);

    private final Kernels kernels = KernelsLookup.find("auto").kernels();
    private final float[][] weights = {grid(HIDDEN * INPUTS), grid(CLASSES * HIDDEN)};

    /** Multiples of 1/16: sums of them are exact, whatever the order. */
    private static float[] grid(int n) {
        final RandomStream stream = RandomStream.of(5, "grid", n);
        final float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (stream.nextInt(17) - 8) / 16f;
        }
        return values;
    }

    /** Halves, as a coarse converter has them. */
    private static double rounded(double current) {
        return Math.floor(2 * current + 0.5) / 2;
    }

    /** What one batch comes to. */
    private record Learnt(double loss, float[][] gradients) {}

    private record Rounded(Synapses exact) implements Synapses {
        @Override
        public Shape input() {
            return exact.input();
        }

        @Override
        public Shape output() {
            return exact.output();
        }

        @Override
        public long operations(SpikeList spikes) {
            return exact.operations(spikes);
        }

        @Override
        public Reader open() {
            final Reader reader = exact.open();
            return (spikes, read, current) -> {
                reader.accumulate(spikes, read, current);
                for (int i = 0; i < output().size(); i++) {
                    current[i] = (float) rounded(current[i]);
                }
            };
        }
    }

    private Learnt learnt(Surroundings forward) {
        final Learners learners = Learners.of(
                GRAPH,
                Map.of(
                        "0", new Parameters.Trained(weights[0].clone(), 1f),
                        "2", new Parameters.Trained(weights[1].clone(), 1f)));
        final Trainer.Task task = Trainer.Task.of(GRAPH, learners, new CrossEntropy(GRAPH.readout(), Loss.RUNNING))
                .through(forward);
        final int size = SAMPLES.size();
        final TrainingConfig config = TrainingConfig.adam(1, size, 1e-3, 0, 0, 1);
        try (Trainer trainer = new Trainer(task, SAMPLES, config, kernels, 2, 0)) {
            trainer.begin(IntStream.range(0, size).toArray(), 0, size, 0);
            trainer.learn();
            trainer.update(new UpdateRule(1, 1e-9, 0, Optimiser.ADAM));
            final double loss = Arrays.stream(trainer.current().losses[0]).sum() / size;
            return new Learnt(loss, new float[][] {trainer.weightGradient("0"), trainer.weightGradient("2")});
        }
    }

    @Test
    void shouldTakeTheGradientOfTheStraightThroughTwin() {
        final Learnt batch = learnt(exact -> (node, matrix) -> new Rounded(exact.connect(node, matrix)));
        final Learnt exact = learnt(Surroundings.EXACT);
        final Twin twin = new Twin();
        for (int n = 0; n < SAMPLES.size(); n++) {
            twin.learn(n);
        }
        twin.average();

        assertEquals(twin.loss, batch.loss(), 1e-5 * twin.loss);
        assertTrue(Math.abs(exact.loss() - batch.loss()) > 1e-3 * twin.loss, "rounding changes the loss");
        for (int i = 0; i < 2; i++) {
            double largest = 0;
            double difference = 0;
            for (int j = 0; j < weights[i].length; j++) {
                largest = Math.max(largest, Math.abs(twin.gradients[i][j]));
                difference = Math.max(difference, Math.abs(exact.gradients()[i][j] - batch.gradients()[i][j]));
            }
            assertTrue(difference > 1e-2 * largest, "rounding changes gradients");
            for (int j = 0; j < weights[i].length; j++) {
                assertEquals(twin.gradients[i][j], batch.gradients()[i][j], 1e-5 * largest);
            }
        }
    }

    /** Forward with rounded currents, backward as if they were not: the equations, in doubles. */
    private final class Twin {
        private final int steps = SAMPLES.steps();
        private final double[][] gradients = {new double[HIDDEN * INPUTS], new double[CLASSES * HIDDEN]};
        private final double[][] x = new double[steps][INPUTS];
        private final double[][] u = new double[steps][HIDDEN];
        private final double[][] s = new double[steps][HIDDEN];
        private final float[][] m = new float[steps][CLASSES];
        private double loss;

        void learn(int sample) {
            final EventFrames frames = EventFrames.of(SAMPLES);
            SAMPLES.load(sample, frames);
            for (int t = 0; t < steps; t++) {
                Arrays.fill(x[t], 0);
                for (int e = 0; e < frames.step(t).size(); e++) { // files order inputs channel-first
                    x[t][SAMPLES.shape().channelFirst(frames.step(t).index(e))] =
                            frames.step(t).value(e);
                }
                forward(t);
            }
            final float[][] lossGradient = new float[steps][CLASSES];
            loss += Loss.RUNNING.evaluate(m, SAMPLES.label(sample), lossGradient);
            backward(lossGradient);
        }

        void average() {
            loss /= SAMPLES.size();
            for (final double[] gradient : gradients) {
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] /= SAMPLES.size();
                }
            }
        }

        private void forward(int t) {
            for (int h = 0; h < HIDDEN; h++) {
                double current = 0;
                for (int i = 0; i < INPUTS; i++) {
                    current += weights[0][h * INPUTS + i] * x[t][i];
                }
                final double kept = t == 0 ? 0 : 0.2f * u[t - 1][h] * (1 - s[t - 1][h]);
                u[t][h] = leaky(kept + rounded(current));
                s[t][h] = u[t][h] > 0.5 ? 1 : 0;
            }
            for (int c = 0; c < CLASSES; c++) {
                double current = 0;
                for (int h = 0; h < HIDDEN; h++) {
                    current += weights[1][c * HIDDEN + h] * s[t][h];
                }
                m[t][c] = (float) leaky((t == 0 ? 0 : m[t - 1][c]) + rounded(current));
            }
        }

        private void backward(float[][] lossGradient) {
            final double[] readout = new double[CLASSES];
            final double[] hidden = new double[HIDDEN];
            for (int t = steps - 1; t >= 0; t--) {
                for (int c = 0; c < CLASSES; c++) {
                    readout[c] = (readout[c] + lossGradient[t][c]) * slope(m[t][c]);
                }
                for (int h = 0; h < HIDDEN; h++) {
                    double spike = 0;
                    for (int c = 0; c < CLASSES; c++) {
                        spike += weights[1][c * HIDDEN + h] * readout[c];
                        gradients[1][c * HIDDEN + h] += readout[c] * s[t][h];
                    }
                    final double surrogate = Math.abs(u[t][h] - 0.5) < 0.5 ? 1 : 0;
                    final double later = 0.2f * hidden[h]; // hidden[h] is still that of step t + 1
                    final double potential = spike * surrogate + later * (1 - s[t][h] - u[t][h] * surrogate);
                    hidden[h] = potential * slope(u[t][h]);
                    for (int i = 0; i < INPUTS; i++) {
                        gradients[0][h * INPUTS + i] += hidden[h] * x[t][i];
                    }
                }
            }
        }

        private static double leaky(double value) {
            return value > 0 ? value : 0.1f * value;
        }

        private static double slope(double value) {
            return value > 0 ? 1 : 0.1f;
        }
    }
}
