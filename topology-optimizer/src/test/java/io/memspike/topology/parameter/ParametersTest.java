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
