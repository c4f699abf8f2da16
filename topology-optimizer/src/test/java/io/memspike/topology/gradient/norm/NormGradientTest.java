package io.memspike.topology.gradient.norm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.topology.gradient.Barrier;
import io.memspike.topology.gradient.matrix.SynapseGradientTwin;
import io.memspike.topology.gradient.neuron.internal.NeuronGradient;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A norm's statistics and its backward side against the formulas in double precision. */
class NormGradientTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final int SAMPLES = 3;
    private static final int STEPS = 4;
    private static final Matrix CONV = new Matrix(new Conv2d(3, 3, 2, 1, 1f), new Shape(2, 5, 5));
    private static final TdBatchNorm NORM = new TdBatchNorm(2f, 0.2f, 1e-5f);
    private static final Lif LIF = new Lif(0.25f, 0.2f, 1f, 0f);

    private final RandomStream random = RandomStream.of(1, "norm");
    private final int size = CONV.output().size();
    private final Map<String, float[]> tensors = Map.of(
            "gamma", new float[] {1.2f, 0.8f, -0.5f},
            "beta", new float[] {0.1f, 0f, -0.1f},
            "bias", new float[] {0.5f, 0f, -1f},
            "mean", new float[3],
            "variance", new float[] {1f, 1f, 1f});

    /** With currents that a convolution makes of random spikes, and their statistics. */
    private NormGradient forward() {
        final float[] weights = SynapseGradientTwin.gaussians(random, CONV.weights(), 1);
        final Synapses.Reader reader =
                WeightedSynapses.of(CONV, weights, SELECTED).open();
        final NormGradient norm = new NormGradient(
                BatchNormalisation.of(NORM), new Barrier.Context(CONV.output(), STEPS, STEPS, tensors, SELECTED));
        norm.beginBatch(SAMPLES);
        for (int n = 0; n < SAMPLES; n++) {
            for (int t = 0; t < STEPS; t++) {
                final SpikeList spikes = new SpikeList(CONV.input().size());
                spikes.compact(
                        SynapseGradientTwin.counts(random, CONV.input().size(), 0.3),
                        CONV.input().size());
                reader.accumulate(spikes, 0, norm.currents(n)[t]);
            }
            norm.observe(n, n, norm.newSums(0));
        }
        norm.finishForward(SAMPLES);
        return norm;
    }

    @Test
    void shouldNormaliseOverSamplesPositionsAndSteps() {
        final NormGradient norm = forward();

        final int count = SAMPLES * STEPS * CONV.output().positions();
        for (int c = 0; c < 3; c++) {
            double mean = 0;
            double square = 0;
            for (int n = 0; n < SAMPLES; n++) {
                for (int t = 0; t < STEPS; t++) {
                    for (int i = c; i < size; i += 3) {
                        final double current = norm.currents(n)[t][i];
                        mean += current / count;
                        square += current * current / count;
                    }
                }
            }
            final double variance = square - mean * mean;
            final double scale = 2 * 0.2f * tensors.get("gamma")[c] / Math.sqrt(variance + 1e-5);
            assertEquals(scale, norm.affine(0).scale()[c], 1e-5 * Math.abs(scale));
            assertEquals(tensors.get("beta")[c] - scale * mean, norm.affine(0).offset()[c], 1e-5);
            // running statistics take a tenth, of the currents with their bias, and the unbiased variance
            assertEquals(0.1 * (mean + tensors.get("bias")[c]), tensors.get("mean")[c], 1e-6);
            assertEquals(0.9 + 0.1 * variance * count / (count - 1), tensors.get("variance")[c], 1e-5);
        }
    }

    /** Neurons forward and backward behind the norm. */
    private void neurons(NormGradient norm, int sample) {
        final float[][] potentials = new float[STEPS][size];
        final float[] rest = new float[size];
        for (int t = 0; t < STEPS; t++) {
            SpikeList.ofSpikes(size)
                    .fire(
                            SELECTED,
                            LIF,
                            norm.affine(0),
                            norm.currents(sample)[t],
                            t == 0 ? rest : potentials[t - 1],
                            potentials[t],
                            size);
        }
        final ChannelSums sums = norm.newSums(0);
        for (int t = STEPS - 1; t >= 0; t--) {
            NeuronGradient.of(SELECTED)
                    .backward(
                            LIF,
                            potentials[t],
                            SynapseGradientTwin.gaussians(random, size, 1),
                            1f,
                            t == STEPS - 1 ? rest : norm.deltas(sample)[t + 1],
                            norm.deltas(sample)[t],
                            norm.currents(sample)[t],
                            sums,
                            size);
        }
        sums.addTo(norm.sums(0, sample));
    }

    @Test
    void shouldTakeOutOfTheGradientWhatTheNormTakesOutOfTheCurrents() {
        final NormGradient norm = forward();
        for (int n = 0; n < SAMPLES; n++) {
            neurons(norm, n);
        }
        norm.finishBackward(SAMPLES);

        // ∂L/∂I of a channel sums to 0, and is orthogonal to the currents: a norm undoes shift and scale
        final double[] sum = new double[3];
        final double[] product = new double[3];
        final double[] magnitude = new double[3];
        final double[] delta = new double[3];
        final float[] gradient = new float[size];
        for (int n = 0; n < SAMPLES; n++) {
            for (int t = 0; t < STEPS; t++) {
                norm.backward(n, t, gradient);
                for (int i = 0; i < size; i++) {
                    final double current = norm.currents(n)[t][i];
                    sum[i % 3] += gradient[i];
                    product[i % 3] += gradient[i] * current;
                    magnitude[i % 3] += Math.abs(gradient[i]) * (1 + Math.abs(current));
                    delta[i % 3] += norm.deltas(n)[t][i];
                }
            }
        }
        for (int c = 0; c < 3; c++) {
            assertEquals(0, sum[c], 1e-5 * magnitude[c]);
            assertEquals(0, product[c], 1e-4 * magnitude[c]); // but for epsilon
            assertEquals(delta[c], norm.gradients().get("beta")[c], 1e-4);
        }
    }

    /** As PyTorch's does, called once a step: the statistics of one step after the other are taken into the running ones. */
    @Test
    void shouldFollowTheStatisticsOfEachStep() {
        final float[] mean = {8f};
        final float[] variance = {4f};
        final NormGradient norm = new NormGradient(
                BatchNormalisation.of(new BatchNorm(1e-5f, false)),
                new Barrier.Context(Shape.vector(1), 2, 2, Map.of("mean", mean, "variance", variance), SELECTED));
        norm.beginBatch(2);
        final float[][] currents = {{1f, 5f}, {3f, 5f}}; // [sample][step]: means 2 and 5, variances 1 and 0
        for (int n = 0; n < 2; n++) {
            for (int t = 0; t < 2; t++) {
                norm.currents(n)[t][0] = currents[n][t];
            }
            norm.observe(n, n, norm.newSums(0));
        }

        norm.finishForward(2);

        assertEquals(0.9 * (0.9 * 8 + 0.1 * 2) + 0.1 * 5, mean[0], 1e-5);
        assertEquals(0.9 * (0.9 * 4 + 0.1 * 2), variance[0], 1e-5); // of two samples, the unbiased ones: 2 and 0
        assertEquals(1, norm.affine(0).scale()[0], 1e-4);
        assertEquals(-2, norm.affine(0).offset()[0], 1e-4);
    }
}
