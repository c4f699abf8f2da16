package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.synapse.WeightedSynapses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients behind rounded currents, against a twin in loops over everything. */
class StraightThroughTest {
    private static final int HIDDEN = 19;
    private static final int CLASSES = 3;
    private static final int INPUTS = 98;
    private static final LayerSpec.Lif LIF = new LayerSpec.Lif(0.2f, 0.5f, 0.1f);
    private static final List<LayerSpec> LAYERS = List.of(
            new LayerSpec.Linear(INPUTS, HIDDEN, 1f),
            LIF,
            new LayerSpec.Linear(HIDDEN, CLASSES, 1f),
            new LayerSpec.Readout(0.1f));
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
    private record Batch(double loss, float[][] gradients) {}

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

    private Batch learnt(ForwardSynapses forward) {
        final Network network = Network.of(
                SAMPLES.shape(),
                LAYERS,
                (position, layer, input) ->
                        forward.behind(position, WeightedSynapses.of(layer, input, weights[position / 2], kernels)),
                kernels);
        final List<SynapseGradient> gradients = new ArrayList<>();
        for (int i = 0; i < LAYERS.size(); i++) {
            gradients.add(
                    LAYERS.get(i) instanceof LayerSpec.Linear linear
                            ? new LinearGradient(linear, network.input(i), SAMPLES.steps(), kernels)
                            : null);
        }
        gradients.get(2).useWeights(weights[1], 0, 1);
        gradients.get(0).beginBatch(SAMPLES.size());
        gradients.get(2).beginBatch(SAMPLES.size());
        final TrainingConfig config = new TrainingConfig(1, SAMPLES.size(), 1e-3, 0, Loss.RUNNING, 1);
        final BatchWorker worker = new BatchWorker(SAMPLES, config, network, gradients, NeuronGradient.of(kernels));
        final BatchWorker.Shard shard = new BatchWorker.Shard(0);
        for (int n = 0; n < SAMPLES.size(); n++) {
            worker.learn(n, n, n, shard);
        }
        final float[][] found = {new float[weights[0].length], new float[weights[1].length]};
        for (int i = 0; i < 2; i++) {
            SynapseGradientTwin.finish(gradients.get(2 * i));
            gradients.get(2 * i).weightGradient(found[i], 0, i == 0 ? HIDDEN : CLASSES);
        }
        return new Batch(shard.loss, found);
    }

    @Test
    void shouldTakeTheGradientOfTheStraightThroughTwin() {
        final Batch batch = learnt((position, exact) -> new Rounded(exact));
        final Batch exact = learnt(ForwardSynapses.EXACT);
        final Twin twin = new Twin();
        for (int n = 0; n < SAMPLES.size(); n++) {
            twin.learn(n);
        }

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
