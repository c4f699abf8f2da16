package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.topology.gradient.norm.NormGradient;
import io.memspike.topology.loss.LossTerm;
import io.memspike.topology.parameter.Optimiser;
import io.memspike.topology.parameter.UpdateRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The auto-encoder's forward pass, losses and gradients against vectors of an independent PyTorch program: within 1e-4 of
 * each tensor's largest magnitude, spikes exactly.
 */
class GoldenAutoEncoderTest {
    private static final double TOLERANCE = 1e-4;
    private static final int SAMPLES = GoldenAutoEncoder.SAMPLES;
    private static final int STEPS = GoldenAutoEncoder.STEPS;
    private static final List<LossTerm> TERMS = List.of(GoldenAutoEncoder.SPEC.terms());

    private final Kernels kernels = KernelsLookup.find("auto").kernels();

    @Test
    void shouldMatchSpikesOfEveryPart() throws Exception {
        final GoldenAutoEncoder golden = new GoldenAutoEncoder();
        final Map<String, String> names = new LinkedHashMap<>(); // of spikes in the file, by node
        names.put("11", "latent.spikes");
        names.put("20", "posterior");
        names.put("30", "prior");
        names.put(AutoEncoderGraph.Z, "z");
        final List<Recording> recordings = new ArrayList<>();
        for (final String node : List.of("2", "5", "8", "11", "20", "30", AutoEncoderGraph.Z)) {
            recordings.add(Recording.of(GoldenAutoEncoder.GRAPH, node, SAMPLES, STEPS));
        }
        final List<LossTerm> terms = new ArrayList<>(TERMS);
        terms.addAll(recordings);

        try (Trainer trainer = golden.trainer(golden.learners(), terms, kernels, 1)) {
            golden.learn(trainer);
        }

        for (int i = 0; i < 3; i++) { // of the encoder's maps the file has the rates alone
            final float[] spikes = recordings.get(i).values();
            double rate = 0;
            for (final float spike : spikes) {
                rate += spike / spikes.length;
            }
            assertEquals(golden.tensor("encoder" + i + ".rate")[0], rate, 1e-7);
        }
        for (final Recording recording : recordings.subList(3, 7)) {
            final String name = names.get(recording.node());
            assertArrayEquals(golden.tensor(name), recording.values(), name);
        }
    }

    @Test
    void shouldMatchLossesAndEveryGradient() throws Exception {
        final GoldenAutoEncoder golden = new GoldenAutoEncoder();
        try (Trainer trainer = golden.trainer(golden.learners(), TERMS, kernels, 2)) {
            golden.learn(trainer);
            final Batch batch = trainer.current();
            assertEquals(golden.tensor("loss.reconstruction")[0], sum(batch.losses[0]) / SAMPLES, 1e-5);
            assertEquals(golden.tensor("loss.mmd")[0], sum(batch.losses[1]) / SAMPLES, 1e-6);
            final double bias = Arrays.stream(batch.tensorGradients.get(AutoEncoderGraph.OUTPUT + ".bias"))
                    .mapToDouble(shard -> shard[0])
                    .sum();
            assertClose("output.bias", golden.tensor("grad.output.bias"), new float[] {(float) bias / SAMPLES});
            trainer.update(new UpdateRule(1, 1e-9, 0, Optimiser.ADAMW));

            GoldenAutoEncoder.names().forEach((node, name) -> {
                final String kind = name.startsWith("p") ? ".weight" : ".score";
                assertClose(name, golden.tensor("grad." + name + kind), trainer.weightGradient(node));
                if (!node.equals(AutoEncoderGraph.OUTPUT)) {
                    compare(golden, name, (NormGradient) batch.barriers.get(GoldenAutoEncoder.norm(node)));
                }
            });
        }
    }

    private static void compare(GoldenAutoEncoder golden, String name, NormGradient norm) {
        assertClose(
                name + ".gamma",
                golden.tensor("grad." + name + ".gamma"),
                norm.gradients().get("gamma"));
        final float[] beta = golden.tensor("grad." + name + ".beta");
        assertClose(name + ".beta", beta, norm.gradients().get("beta"));
        // a bias before a norm has no effect: what automatic differentiation gives for it is the rounding of
        // ∂L/∂β times at most the norm's largest slope, alpha · 0.2/√1e-5 · gamma
        final double slope = (name.startsWith("p") ? 2 : 1) * 0.2 / Math.sqrt(1e-5) * 1.5;
        assertTrue(largest(golden.tensor("grad." + name + ".bias")) < 1e-6 * slope * largest(beta), name + ".bias");
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
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
