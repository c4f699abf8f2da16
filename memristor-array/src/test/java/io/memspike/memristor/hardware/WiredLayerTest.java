package io.memspike.memristor.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
        assertSame(devices, WiredLayer.of(devices, CrossbarWires.NONE, Tiles.PRIME).seen());
    }
}
