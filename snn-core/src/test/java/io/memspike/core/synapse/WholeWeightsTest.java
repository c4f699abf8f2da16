package io.memspike.core.synapse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class WholeWeightsTest {
    private static final Matrix TWO_BY_THREE = new Matrix(new Linear(2, 1f), Shape.vector(3));

    @Property(tries = 200)
    void shouldComeBackTheSameFromItsProducts(@ForAll long seed, @ForAll boolean perColumn) {
        final RandomStream random = RandomStream.of(seed, "weights");
        final Matrix matrix = Geometries.any(random);
        final float[] weights = new float[matrix.weights()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextInt(3) * (float) random.nextGaussian();
        }

        final WholeWeights once = WholeWeights.of(matrix, weights, perColumn);
        final float[] products = once.products(matrix);
        final WholeWeights twice = WholeWeights.of(matrix, products, perColumn);

        assertArrayEquals(once.steps(), twice.steps());
        assertArrayEquals(once.scales(), twice.scales());
        float largest = 0;
        for (final float weight : weights) {
            largest = Math.max(largest, Math.abs(weight));
        }
        for (int i = 0; i < weights.length; i++) { // half a step of the largest scale, which 16 bits made 2^-15 larger
            assertTrue(Math.abs(weights[i] - products[i]) <= 0.50002f * largest / 127, "weight " + i);
        }
    }

    @Example
    void shouldGiveEachColumnItsScaleOrAllOne() {
        final float[] weights = {0.1f, -0.2f, 1.3f, 13.1f, 0f, 0f};

        final WholeWeights columns = WholeWeights.of(TWO_BY_THREE, weights, true);
        final WholeWeights layer = WholeWeights.of(TWO_BY_THREE, weights, false);

        // 1.3 / 127 = 0.01024: 0.1 is 9.77 steps, 0.2 19.5; 13.1 / 127 = 0.1031: 0.97, 1.94 and 12.6 steps
        assertArrayEquals(new byte[] {10, -20, 127, 127, 0, 0}, columns.steps());
        assertArrayEquals(new byte[] {1, -2, 13, 127, 0, 0}, layer.steps());
        assertEquals(layer.scales()[0], layer.scales()[1]);
    }

    @Example
    void shouldKeepWholeMultiplesOfAPowerOfTwoAsTheyAre() {
        final float[] weights = {100f, -2f, 66f, 0.5f, 3f, -1f};

        assertArrayEquals(weights, WholeWeights.of(TWO_BY_THREE, weights, true).products(TWO_BY_THREE));
    }

    @Example
    void shouldKeepZeros() {
        final WholeWeights none = WholeWeights.of(TWO_BY_THREE, new float[6], true);

        assertArrayEquals(new byte[6], none.steps());
        assertArrayEquals(new float[2], none.scales());
    }

    @Example
    void shouldRefuseWhatHasNoScale() {
        final float[] weights = {Float.MIN_VALUE, 0, 0, 0, 0, 0};

        assertEquals(
                "weights in 8 bits: expected magnitudes of 1e-35 to 1e38, found " + Float.MIN_VALUE,
                assertThrows(IllegalArgumentException.class, () -> WholeWeights.of(TWO_BY_THREE, weights, true))
                        .getMessage());
    }
}
