package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.LayerSpec;
import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import org.junit.jupiter.api.Test;

/** A norm's statistics and its backward side against the formulas in double precision. */
class NormLayerTest {
    private static final Kernels SELECTED = KernelsLookup.find("auto").kernels();
    private static final int SAMPLES = 3;
    private static final int STEPS = 4;
    private static final Shape INPUT = new Shape(2, 5, 5);
    private static final LayerSpec.Conv2d CONV = new LayerSpec.Conv2d(2, 3, 3, 2, 1, 1f);
    private static final LayerSpec.TdBatchNorm NORM = new LayerSpec.TdBatchNorm(3, 2f, 0.2f, 1e-5f);

    private final RandomStream random = RandomStream.of(1, "norm");
    private final NormLearner learner = new NormLearner(
            vector(1.2f, 0.8f, -0.5f), vector(0.1f, 0f, -0.1f), new float[] {0.5f, 0f, -1f}, new float[3], new float[] {
                1f, 1f, 1f
            });

    private static Learner vector(float... values) {
        return Learner.of(new Parameters.Trained(values, 1f));
    }

    private NormLayer layer() {
        final float[] weights = SynapseGradientTwin.gaussians(random, CONV.weights(), 1);
        final LayerUpdate update = new LayerUpdate(
                1,
                CONV,
                INPUT,
                Learner.of(new Parameters.Trained(weights, 1f)),
                new Conv2dGradient(CONV, INPUT, SELECTED),
                SELECTED,
                1);
        for (int part = 0; part < Trainer.SHARDS; part++) {
            update.mask(part);
        }
        for (int part = 0; part < Trainer.SHARDS; part++) {
            update.useWeights(part);
        }
        return new NormLayer(update, NORM, new LayerSpec.Lif(0.25f, 0.2f, 1f, 0f), learner, STEPS, false, SELECTED);
    }

    private SpikeList[] spikes() {
        final SpikeList[] lists = new SpikeList[STEPS];
        for (int t = 0; t < STEPS; t++) {
            lists[t] = new SpikeList(INPUT.size());
            lists[t].compact(SynapseGradientTwin.counts(random, INPUT.size(), 0.3), INPUT.size());
        }
        return lists;
    }

    @Test
    void shouldNormaliseOverSamplesPositionsAndSteps() {
        final NormLayer layer = layer();
        final NormWorker worker = new NormWorker(layer);
        layer.beginBatch(SAMPLES);
        for (int n = 0; n < SAMPLES; n++) {
            worker.currents(n, n, spikes());
        }
        layer.finishForward(SAMPLES);

        final int count = SAMPLES * STEPS * layer.output.positions();
        for (int c = 0; c < 3; c++) {
            double mean = 0;
            double square = 0;
            for (int n = 0; n < SAMPLES; n++) {
                for (int t = 0; t < STEPS; t++) {
                    for (int i = c; i < layer.size; i += 3) {
                        mean += layer.currents[n][t][i] / (double) count;
                        square += (double) layer.currents[n][t][i] * layer.currents[n][t][i] / count;
                    }
                }
            }
            final double variance = square - mean * mean;
            final double scale = 2 * 0.2f * learner.gamma().parameters().values()[c] / Math.sqrt(variance + 1e-5);
            assertEquals(scale, layer.batchNorm.scale()[c], 1e-5 * Math.abs(scale));
            assertEquals(
                    learner.beta().parameters().values()[c] - scale * mean,
                    layer.batchNorm.offset()[c],
                    1e-5);
            // running statistics take a tenth, of the currents with their bias, and the unbiased variance
            assertEquals(0.1 * (mean + learner.bias()[c]), learner.mean()[c], 1e-6);
            assertEquals(0.9 + 0.1 * variance * count / (count - 1), learner.variance()[c], 1e-5);
        }
    }

    @Test
    void shouldTakeOutOfTheGradientWhatTheNormTakesOutOfTheCurrents() {
        final NormLayer layer = layer();
        final NormWorker worker = new NormWorker(layer);
        layer.beginBatch(SAMPLES);
        for (int n = 0; n < SAMPLES; n++) {
            worker.currents(n, n, spikes());
        }
        layer.finishForward(SAMPLES);
        for (int n = 0; n < SAMPLES; n++) {
            worker.neurons(n);
            final float[][] gradients = new float[STEPS][];
            for (int t = 0; t < STEPS; t++) {
                gradients[t] = SynapseGradientTwin.gaussians(random, layer.size, 1);
            }
            worker.neuronsBackward(n, n, gradients);
        }
        layer.finishBackward(SAMPLES);

        // ∂L/∂I of a channel sums to 0, and is orthogonal to the currents: a norm undoes shift and scale
        for (int c = 0; c < 3; c++) {
            double sum = 0;
            double product = 0;
            double magnitude = 0;
            double delta = 0;
            for (int n = 0; n < SAMPLES; n++) {
                for (int t = 0; t < STEPS; t++) {
                    for (int i = c; i < layer.size; i += 3) {
                        final double current = layer.currents[n][t][i];
                        final double gradient = layer.factors[0][c] * layer.deltas[n][t][i]
                                + layer.factors[1][c] * current
                                + layer.factors[2][c];
                        sum += gradient;
                        product += gradient * current;
                        magnitude += Math.abs(gradient) * (1 + Math.abs(current));
                        delta += layer.deltas[n][t][i];
                    }
                }
            }
            assertEquals(0, sum, 1e-5 * magnitude);
            assertEquals(0, product, 1e-4 * magnitude); // but for epsilon
            assertEquals(delta, layer.betaGradient()[c], 1e-4);
        }
    }
}
