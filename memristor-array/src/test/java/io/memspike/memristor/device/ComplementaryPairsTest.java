package io.memspike.memristor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.Shape;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.MemristorArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComplementaryPairsTest {
    private static final ComplementaryPairs DEVICE = ComplementaryPairs.standard();

    @Test
    void shouldMakeWeightsOfOneMagnitudeAndEitherSign() {
        final Matrix layer = new Matrix(new Linear(200, 1f), Shape.vector(100));
        final float[] weights = MemristorArray.program(layer, DEVICE, 1, 0).weights();

        for (final float weight : weights) {
            assertEquals(6.352f, Math.abs(weight), 1e-5f);
            assertEquals(Math.abs(weights[0]), Math.abs(weight));
        }
        Draws.assertShare(
                0.5,
                weights.length,
                IntStream.range(0, weights.length).filter(i -> weights[i] > 0).count());
    }

    /** The factor √2 / √(fan-in · share) / deviation of a text is one of weights with the deviation that formed pairs have. */
    @Test
    void shouldDeviateAsPairsOfFormedCellsDo() {
        final FormedRram formed = FormedRram.prime();

        assertEquals(Math.sqrt(2) * formed.sigmaSiemens(), DEVICE.range().widthSiemens(), 1e-12);
        assertEquals(formed.meanSiemens(), DEVICE.meanSiemens(), 1e-15);
    }

    @Test
    void shouldHaveOneCellOfEachStateInAPair() {
        final MemristorArray array =
                MemristorArray.program(new Matrix(new Linear(5, 1f), Shape.vector(7)), DEVICE, 2, 3);
        final double[] positive = array.positiveSiemens();
        final double[] negative = array.negativeSiemens();

        for (int i = 0; i < positive.length; i++) {
            assertEquals(DEVICE.offSiemens(), Math.min(positive[i], negative[i]));
            assertEquals(DEVICE.onSiemens(), Math.max(positive[i], negative[i]));
        }
    }

    @Test
    void shouldRefuseInOneClearLine() {
        Draws.assertRefused(
                "complementary pairs: expected offSiemens below onSiemens, found 2.0E-6 and 2.0E-6",
                () -> new ComplementaryPairs(2e-6, 2e-6));
        Draws.assertRefused(
                "offSiemens: expected a finite conductance of at least 0, found -1.0",
                () -> new ComplementaryPairs(-1, 2e-6));
    }
}
