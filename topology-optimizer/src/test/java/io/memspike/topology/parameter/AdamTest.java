package io.memspike.topology.parameter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamTest {
    private static final int SIZE = 37;

    /** Algorithm 1 of arXiv 1412.6980 as it is printed, in double, decay added to the gradient. */
    private static final class Twin {
        private final double[] m = new double[SIZE];
        private final double[] v = new double[SIZE];

        void update(double[] values, float[] gradient, int step, double rate, double decay) {
            for (int i = 0; i < SIZE; i++) {
                final double g = gradient[i] + decay * values[i];
                m[i] = 0.9 * m[i] + (1 - 0.9) * g;
                v[i] = 0.999 * v[i] + (1 - 0.999) * g * g;
                final double unbiasedMean = m[i] / (1 - Math.pow(0.9, step));
                final double unbiasedSquare = v[i] / (1 - Math.pow(0.999, step));
                values[i] -= rate * unbiasedMean / (Math.sqrt(unbiasedSquare) + 1e-8);
            }
        }
    }

    private static float[] gaussians(RandomStream random, double scale) {
        final float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 5e-4, 0.1})
    void shouldFollowTheSlowTwin(double decay) {
        final RandomStream random = RandomStream.of(3, "adam");
        final float[] values = gaussians(random, 1);
        final double[] expected = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            expected[i] = values[i];
        }
        final Adam adam = new Adam(SIZE);
        final Twin twin = new Twin();
        for (int step = 1; step <= 200; step++) {
            final float[] gradient = gaussians(random, step % 3 == 0 ? 1e-3 : 0.1);
            final double rate = 1e-2 / step;

            adam.update(values, gradient, 0, SIZE, step, rate, decay);
            twin.update(expected, gradient, step, rate, decay);

            for (int i = 0; i < SIZE; i++) {
                assertEquals(expected[i], values[i], 1e-5, "step " + step + " value " + i);
            }
        }
    }

    @Test
    void shouldMoveByTheLearningRateAtTheFirstStep() {
        final float[] values = {0.5f, -0.5f, 0f};

        new Adam(3).update(values, new float[] {3f, -7f, 0f}, 0, 3, 1, 0.25, 0);

        assertArrayEquals(new float[] {0.25f, -0.25f, 0f}, values, 1e-6f); // m/√v = sign of the gradient
    }

    @Test
    void shouldGiveTheSameBitsInPartsAndFromACheckpoint() {
        final RandomStream random = RandomStream.of(4, "adam");
        final float[] whole = gaussians(random, 1);
        final float[] parts = whole.clone();
        final Adam one = new Adam(SIZE);
        Adam other = new Adam(SIZE);
        for (int step = 1; step <= 5; step++) {
            final float[] gradient = gaussians(random, 0.1);
            one.update(whole, gradient, 0, SIZE, step, 1e-2, 1e-3);
            other.update(parts, gradient, 11, SIZE, step, 1e-2, 1e-3);
            other.update(parts, gradient, 0, 11, step, 1e-2, 1e-3);
            other = new Adam(other.firstMoment().clone(), other.secondMoment().clone());
        }

        assertArrayEquals(whole, parts);
        assertArrayEquals(one.firstMoment(), other.firstMoment());
        assertArrayEquals(one.secondMoment(), other.secondMoment());
    }

    @Test
    void shouldShrinkValuesThemselvesWhereTheDecayIsDecoupled() {
        final float[] values = {2f, -4f};
        // no gradient, no moments: nothing but the decay, 1 − 0.5 · 0.25 = 0.875
        new Adam(2).update(values, new float[2], 0, 2, new UpdateRule(1, 0.5, 0.25, Optimiser.ADAMW));

        assertArrayEquals(new float[] {1.75f, -3.5f}, values);
    }

    @Test
    void shouldNotScaleADecoupledDecayByTheGradientsSize() {
        final float[] values = {2f};
        // the first step is the learning rate, whatever the gradient: 2 · 0.875 − 0.5
        new Adam(1).update(values, new float[] {1000f}, 0, 1, new UpdateRule(1, 0.5, 0.25, Optimiser.ADAMW));

        assertEquals(1.25f, values[0], 1e-5f);
    }

    @Test
    void shouldDescendWithMomentum() {
        final float[] values = {2f, -4f};
        final Adam state = new Adam(2);
        final UpdateRule rule = new UpdateRule(1, 0.5, 0.25, new Optimiser(Optimiser.Method.SGD, 0.5));
        // velocities 1 + 0.25 · 2 = 1.5 and 2 − 0.25 · 4 = 1
        state.update(values, new float[] {1f, 2f}, 0, 2, rule);
        assertArrayEquals(new float[] {1.25f, -4.5f}, values);
        // 0.75 + 0.25 · 1.25 = 1.0625 and 0.5 − 0.25 · 4.5 = −0.625
        state.update(values, new float[2], 0, 2, rule);
        assertArrayEquals(new float[] {0.71875f, -4.1875f}, values);
        assertArrayEquals(new float[2], state.secondMoment());
    }

    @Test
    void shouldRefuseOptimisersThatThereAreNot() {
        assertEquals(
                "optimiser: expected adam, adamw or sgd, found 'lion'",
                assertThrows(IllegalArgumentException.class, () -> Optimiser.Method.of("lion"))
                        .getMessage());
        assertEquals(
                "optimiser: expected a momentum with sgd alone, found 0.5 with adamw",
                assertThrows(IllegalArgumentException.class, () -> new Optimiser(Optimiser.Method.ADAMW, 0.5))
                        .getMessage());
        assertEquals(
                "optimiser: expected a method and a momentum in [0, 1), found method=SGD momentum=1.0",
                assertThrows(IllegalArgumentException.class, () -> new Optimiser(Optimiser.Method.SGD, 1))
                        .getMessage());
        assertEquals(Optimiser.Method.SGD, Optimiser.Method.of("sgd"));
    }
}
