package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.SpikeList;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.vae.VaeSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The auto-encoder's forward pass, losses and gradients against vectors of an independent PyTorch program: within 1e-4 of
 * each tensor's largest magnitude, spikes exactly.
 */
class GoldenVaeTest {
    private static final double TOLERANCE = 1e-4;
    private static final int SAMPLES = 2;
    private static final int STEPS = GoldenVae.SPEC.steps();

    private final Kernels kernels = KernelsLookup.find("auto").kernels();

    @Test
    void shouldMatchSpikesOfEveryPart() throws Exception {
        final GoldenVae golden = new GoldenVae();
        try (VaeTrainer trainer = forward(golden)) {
            final VaeParts parts = trainer.parts();
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        golden.tensor("encoder" + i + ".rate")[0],
                        rate(parts.encoder().get(i)),
                        1e-7);
            }
            assertArrayEquals(
                    golden.tensor("latent.spikes"), spikes(parts.encoder().get(3)));
            assertArrayEquals(
                    golden.tensor("posterior"), spikes(parts.posterior().get(2)));
            assertArrayEquals(golden.tensor("prior"), spikes(parts.prior().get(2)));
            final float[] z = new float[SAMPLES * GoldenVae.SPEC.latent() * STEPS];
            for (int n = 0; n < SAMPLES; n++) {
                put(trainer.current().z[n], n, GoldenVae.SPEC.latent(), z);
            }
            assertArrayEquals(golden.tensor("z"), z);
        }
    }

    private VaeTrainer forward(GoldenVae golden) {
        final VaeTrainer trainer = golden.trainer(golden.learners(), kernels, 1);
        trainer.beginBatch(SAMPLES);
        trainer.current().image[1] = 1;
        trainer.forward((worker, sample) -> golden.draw(trainer, worker, sample), 0);
        return trainer;
    }

    private static double rate(NormLayer layer) {
        final NormWorker worker = new NormWorker(layer);
        int spikes = 0;
        for (int n = 0; n < SAMPLES; n++) {
            for (final SpikeList list : worker.neurons(n)) {
                spikes += list.size();
            }
        }
        return (double) spikes / (SAMPLES * STEPS * layer.size);
    }

    /** As the file has them: [sample, neuron, step]. */
    private static float[] spikes(NormLayer layer) {
        final NormWorker worker = new NormWorker(layer);
        final float[] spikes = new float[SAMPLES * layer.size * STEPS];
        for (int n = 0; n < SAMPLES; n++) {
            put(worker.neurons(n), n, layer.size, spikes);
        }
        return spikes;
    }

    private static void put(SpikeList[] lists, int sample, int neurons, float[] into) {
        for (int t = 0; t < STEPS; t++) {
            for (int e = 0; e < lists[t].size(); e++) {
                into[(sample * neurons + lists[t].index(e)) * STEPS + t] = 1f;
            }
        }
    }

    @Test
    void shouldMatchLossesAndEveryGradient() throws Exception {
        final GoldenVae golden = new GoldenVae();
        final VaeLearners learners = golden.learners();
        try (VaeTrainer trainer = golden.trainer(learners, kernels, 2)) {
            trainer.beginBatch(SAMPLES);
            trainer.current().image[1] = 1;
            trainer.forward((worker, sample) -> golden.draw(trainer, worker, sample), 0);
            trainer.backward();
            final VaeBatch batch = trainer.current();
            assertEquals(golden.tensor("loss.reconstruction")[0], sum(batch.reconstruction) / SAMPLES, 1e-5);
            assertEquals(golden.tensor("loss.mmd")[0], sum(batch.mmd) / SAMPLES, 1e-6);
            final float bias = (float) trainer.biasGradient() / SAMPLES;
            assertClose("output.bias", golden.tensor("grad.output.bias"), new float[] {bias});
            trainer.update(new UpdateRule(1, 1e-9, 0, true));

            GoldenVae.names().forEach((position, name) -> {
                final String kind = name.startsWith("p") ? ".weight" : ".score";
                assertClose(name, golden.tensor("grad." + name + kind), trainer.weightGradient(position));
            });
            final VaeParts parts = trainer.parts();
            compare(golden, parts.encoder(), VaeSpec.ENCODER);
            compare(golden, parts.posterior(), VaeSpec.POSTERIOR);
            compare(golden, parts.prior(), VaeSpec.PRIOR);
            compare(golden, parts.decoder(), VaeSpec.DECODER);
        }
    }

    private static void compare(GoldenVae golden, List<NormLayer> layers, List<Integer> positions) {
        final Map<Integer, String> names = GoldenVae.names();
        for (int i = 0; i < layers.size(); i++) {
            final String name = names.get(positions.get(i));
            final float[] gamma = golden.tensor("grad." + name + ".gamma");
            assertClose(name + ".gamma", gamma, layers.get(i).gammaGradient());
            final float[] beta = golden.tensor("grad." + name + ".beta");
            assertClose(name + ".beta", beta, layers.get(i).betaGradient());
            // a bias before a norm has no effect: what automatic differentiation gives for it is the rounding of
            // ∂L/∂β times at most the norm's largest slope, alpha · 0.2/√1e-5 · gamma
            final double slope = (name.startsWith("p") ? 2 : 1) * 0.2 / Math.sqrt(1e-5) * 1.5;
            assertTrue(largest(golden.tensor("grad." + name + ".bias")) < 1e-6 * slope * largest(beta), name + ".bias");
        }
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (final double value : values) {
            sum += value;
        }
        return sum;
    }

    private static float largest(float[] values) {
        float largest = 0f;
        for (final float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static void assertClose(String name, float[] expected, float[] actual) {
        assertArrayEquals(expected, actual, (float) (TOLERANCE * largest(expected)), name);
    }
}
