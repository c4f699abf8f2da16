package io.memspike.tasks.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.DeviceCatalog;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.hardware.Cells;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placement;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tries {@code docs/how-to/device.md}. */
class UniformDeviceTest {
    @Test
    void shouldBeKnownByItsName() throws IOException {
        final UniformDevice device = (UniformDevice) DeviceCatalog.of("uniform:2-20");

        assertEquals(2e-6, device.range().minSiemens(), 1e-18);
        assertEquals(20e-6, device.range().maxSiemens(), 1e-18);
        assertTrue(DeviceCatalog.names().contains("signs, table:FILE, uniform:MIN-MAX"));
    }

    @Test
    void shouldHoldTheWeightsOfAModel() throws IOException {
        final Matrix layer = new Matrix(new Linear(10, 1f), new Shape(100, 1, 1));
        final MemristorArray own = MemristorArray.program(layer, FormedRram.prime(), 1, 0);
        final MemristorArray array =
                Cells.OWN.with(DeviceCatalog.of("uniform:2-20")).of(own, 1);

        for (final double siemens : array.positiveSiemens()) {
            assertTrue(siemens >= 2e-6 && siemens <= 20e-6, "a cell conducts " + siemens + " siemens");
        }
        assertEquals(11e-6, array.device().meanSiemens(), 1e-18);
    }

    @Test
    void shouldBeHeldByFiles() throws IOException {
        final Graph graph = Graph.chain(Shape.vector(3), List.of(new Linear(2, 1f), Integrator.readout(0.1f)));
        final Placement placement =
                new Placement(Hardware.IDEAL.with(Cells.OWN.with(DeviceCatalog.of("uniform:2-20"))), 7);

        assertTrue(placement.toJson().contains("{\"uniform\":{\"range\":{"), placement.toJson());
        assertEquals(placement, Placement.of(placement.toJson(), graph));
    }

    @Test
    void shouldBeRefusedWithoutItsEnds() {
        final IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> DeviceCatalog.of("uniform"));

        assertEquals(
                "device: expected formed-rram, histogram:FILE, mram, pcm, rram, signs, table:FILE, uniform:MIN-MAX, found uniform",
                refusal.getMessage());
    }
}
