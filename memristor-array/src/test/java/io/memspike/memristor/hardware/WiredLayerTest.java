package io.memspike.memristor.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.wire.LineResistances;
import org.junit.jupiter.api.Test;

class WiredLayerTest {
    @Test
    void shouldRefuseWiresAroundPlacesWithoutAPair() {
        final Conv2d grouped = new Conv2d(4, Size.of(3), Size.of(1), Size.of(0), Size.of(1), 2, 1f, false);
        final MemristorArray devices =
                MemristorArray.program(new Matrix(grouped, new Shape(4, 5, 5)), FormedRram.prime(), 1, 0);

        final IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> WiredLayer.of(devices, new CrossbarWires(LineResistances.ofWires(1, 1)), Tiles.PRIME));

        assertEquals(
                "crossbar with wires: expected a weight in each of its 36 x 4 places, found 72 weights of conv2d",
                refusal.getMessage());
        assertSame(
                devices, WiredLayer.of(devices, CrossbarWires.NONE, Tiles.PRIME).seen());
    }

    @Test
    void shouldRefuseACrossbarThatDoesNotFitTheMemory() {
        final String message = assertThrows(
                        IllegalArgumentException.class, () -> WiredLayer.requireMemory(1000, 2000, 120L * 1_999_999))
                .getMessage();

        assertTrue(message.contains("at most 1999999 cells") && message.contains("found 1000 x 2000"), message);
        WiredLayer.requireMemory(1000, 2000, 120L * 2_000_000);
    }
}
