package io.memspike.memristor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.device.FormedRram;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WiredArrayTest {
    private static final MemristorArray ARRAY =
            MemristorArray.program(new Matrix(new Linear(2, 1f), Shape.vector(3)), FormedRram.prime(), 1, 0);

    private static double[] half(double[] siemens) {
        return Arrays.stream(siemens).map(g -> g / 2).toArray();
    }

    @Test
    void shouldReadWhatWiresLeave() {
        final MemristorArray seen = ARRAY.behindWires(half(ARRAY.positiveSiemens()), half(ARRAY.negativeSiemens()));
        final ReadNoise noise = new ReadNoise(0.1, 1);

        for (int i = 0; i < 6; i++) {
            assertEquals(ARRAY.weights()[i] / 2, seen.weights()[i], 1e-6f);
            assertEquals(ARRAY.readVariances(noise)[i] / 4, seen.readVariances(noise)[i], 1e-6f);
        }
        assertArrayEquals(ARRAY.positiveSiemens(), seen.after(0, 1).positiveSiemens()); // the devices themselves
    }

    @Test
    void shouldKeepTheBitsOfWeightsThatWiresLeaveAlone() {
        assertArrayEquals(
                ARRAY.weights(),
                ARRAY.behindWires(ARRAY.positiveSiemens(), ARRAY.negativeSiemens())
                        .weights());
    }

    @Test
    void shouldRefuseWhatIsNoConductance() {
        final double[] negative = ARRAY.negativeSiemens();
        negative[4] = -1e-6;
        final String message = assertThrows(
                        IllegalArgumentException.class, () -> ARRAY.behindWires(ARRAY.positiveSiemens(), negative))
                .getMessage();

        assertTrue(message.contains("G⁻") && message.contains("-1.0E-6 at index 4"), message);
        assertThrows(IllegalArgumentException.class, () -> ARRAY.behindWires(new double[5], negative));
    }
}
