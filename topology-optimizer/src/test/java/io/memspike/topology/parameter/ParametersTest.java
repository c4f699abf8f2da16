package io.memspike.topology.parameter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ParametersTest {
    private static final float[] WEIGHTS = {2f, -4f, 6f, 8f, -10f};
    private static final float[] SCORES = {0.5f, -0.25f, 0.125f, -1f, 0f};

    @Test
    void shouldKeepTheLargestScores() {
        // k = 1 + round(0.5 · 4) = 3: θ = 0.25
        final Parameters pruned = new Parameters.Pruned(WEIGHTS.clone(), SCORES.clone(), 0.5f, 0.5);
        final float[] effective = new float[5];

        pruned.effective(effective);

        assertArrayEquals(new float[] {1f, -2f, 0f, 4f, 0f}, effective);
        assertArrayEquals(new byte[] {1, 1, 0, 1, 0}, pruned.mask());
    }

    @Test
    void shouldPassTheGradientStraightThroughTheMask() {
        final Parameters pruned = new Parameters.Pruned(WEIGHTS.clone(), SCORES.clone(), 0.5f, 0.5);
        final float[] gradient = {1f, 1f, 1f, 1f, 1f};

        pruned.pullBack(gradient, 0, 5);

        // scale · weight · sign(score), of pruned entries too; sign(0) = 0
        assertArrayEquals(new float[] {1f, 2f, 3f, -4f, -0f}, gradient);
        pruned.pullBack(gradient, 1, 2);
        assertArrayEquals(new float[] {1f, 4f, 3f, -4f, -0f}, gradient);
    }

    @Test
    void shouldTrainTheWeightsThemselves() {
        final float[] weights = WEIGHTS.clone();
        final Parameters trained = new Parameters.Trained(weights, 0.5f);
        final float[] effective = new float[5];
        final float[] gradient = {1f, 2f, 3f, 4f, 5f};

        trained.effective(effective);
        trained.pullBack(gradient, 2, 4);

        assertSame(weights, trained.values());
        assertNull(trained.mask());
        assertArrayEquals(new float[] {1f, -2f, 3f, 4f, -5f}, effective);
        assertArrayEquals(new float[] {1f, 2f, 1.5f, 2f, 5f}, gradient);
    }

    @Test
    void shouldUseTheSignsOfLatentsAlone() {
        final float[] latents = {0.5f, -0.25f, 0f, -1f, -0f};
        final Parameters binary = new Parameters.Binary(latents, 0.5f);
        final float[] effective = new float[5];

        binary.effective(effective);

        assertSame(latents, binary.values());
        assertNull(binary.mask());
        assertArrayEquals(new float[] {1f, -1f, 1f, -1f, 1f}, binary.weights()); // −0 ≥ 0
        assertArrayEquals(new float[] {0.5f, -0.5f, 0.5f, -0.5f, 0.5f}, effective);
    }

    @Test
    void shouldPassTheGradientStraightThroughSignsAndKeepLatentsInReach() {
        final float[] latents = {0.5f, -0.25f, 0f, -1f, 1f};
        final Parameters binary = new Parameters.Binary(latents, 0.5f);
        final float[] gradient = {1f, 2f, 3f, 4f, 5f};

        binary.pullBack(gradient, 1, 5);
        latents[0] = 7f;
        latents[1] = -7f;
        latents[3] = 1.5f;
        binary.confine(1, 4);

        assertArrayEquals(new float[] {1f, 1f, 1.5f, 2f, 2.5f}, gradient);
        assertArrayEquals(new float[] {7f, -1f, 0f, 1f, 1f}, latents);
    }

    @Test
    void shouldUpdatePartByPartAsAWhole() {
        final float[][] values = new float[2][];
        for (int parts = 1; parts <= 2; parts++) {
            final Learner learner = Learner.of(new Parameters.Binary(new float[] {0.5f, -0.25f, 0f, -1f, 1f}, 0.5f));
            for (int step = 1; step <= 3; step++) {
                final float[] gradient = {1f, -2f, 3f, -4f, -5f};
                final UpdateRule rule = new UpdateRule(step, 0.25, 0, Optimiser.ADAM);
                learner.update(gradient, 0, parts == 1 ? 5 : 2, rule);
                if (parts == 2) {
                    learner.update(gradient, 2, 5, rule);
                }
            }
            values[parts - 1] = learner.parameters().values();
        }

        assertArrayEquals(values[0], values[1]);
        // Adam's steps for a gradient that stays the same are the learning rate, against it; then the bounds
        assertArrayEquals(new float[] {-0.25f, 0.5f, -0.75f, -0.25f, 1f}, values[0], 1e-6f);
    }

    private static String refusal(float[] weights, float[] scores, double sparsity) {
        return assertThrows(IllegalArgumentException.class, () -> new Parameters.Pruned(weights, scores, 1f, sparsity))
                .getMessage();
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        assertEquals("scores: expected one for each of 5 weights, found 4", refusal(new float[5], new float[4], 0.5));
        for (final double sparsity : new double[] {-0.5, 1.5, Double.NaN}) {
            assertEquals(
                    "sparsity: expected a number in [0, 1], found " + sparsity,
                    refusal(new float[5], new float[5], sparsity));
        }
    }

    @Test
    void shouldRefuseLatentsOutOfReach() {
        for (final float latent : new float[] {1.5f, -1.5f, Float.NaN}) {
            assertEquals(
                    "latents: expected numbers in [-1, 1], found " + latent + " at index 1",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> new Parameters.Binary(new float[] {0, latent}, 1f))
                            .getMessage());
        }
    }

    @Test
    void shouldRefuseMomentsThatDoNotFit() {
        assertEquals(
                "optimiser: expected moments of 5 values, found 4 and 5",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Learner(
                                        new Parameters.Trained(WEIGHTS.clone(), 1f),
                                        new Adam(new float[4], new float[5])))
                        .getMessage());
    }
}
