package io.memspike.memristor.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.device.MagneticMemory;
import io.memspike.memristor.device.PhaseChangeMemory;
import io.memspike.memristor.table.TabledDevice;
import io.memspike.memristor.table.TabledDevice.State;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.TileMapping;
import io.memspike.memristor.wear.ReadDisturb;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompensatedDriftTest {
    private static final double TEN_YEARS = 3.15e8; // s
    private static final Matrix MATRIX = new Matrix(new Linear(20, 1f), Shape.vector(50));
    private static final Graph GRAPH = Graph.chain(MATRIX.input(), List.of(MATRIX.kind(), Integrator.readout(0.1f)));
    private static final ArrayGeometry TILES = ArrayGeometry.PRIME.withTile(16, 16);
    private static final MemristorArray OWN = MemristorArray.program(MATRIX, FormedRram.prime(), 3, 1);
    private static final Hardware PCM = Hardware.IDEAL
            .with(Cells.OWN.with(PhaseChangeMemory.standard()))
            .with(Tiles.of(TILES))
            .withCompensation(true);

    private static Hardware aged() {
        return PCM.with(PCM.cells().withAge(TEN_YEARS));
    }

    /** Mean magnitude of a tile's weights. */
    private static double[] magnitudes(MemristorArray array) {
        final TileMapping mapping = TileMapping.of(MATRIX, TILES);
        final double[] sums = new double[mapping.tiles().size()];
        final float[] weights = array.effectiveWeights();
        for (int output = 0; output < 20; output++) {
            for (int input = 0; input < 50; input++) {
                sums[output / 8 * 4 + input / 16] += Math.abs(weights[output * 50 + input]); // 3 x 4 tiles of 16 x 8
            }
        }
        return sums;
    }

    @Test
    void shouldBringBackTheMagnitudeOfEachTileAfterTenYears() {
        final double[] fresh = magnitudes(PCM.seen(OWN, 7));
        final MemristorArray drifted = aged().seen(OWN, 7);

        final double[] found = magnitudes(aged().gained(OWN, drifted, 7));

        for (int tile = 0; tile < fresh.length; tile++) {
            assertTrue(magnitudes(drifted)[tile] < 0.6 * fresh[tile], "tile " + tile);
            assertEquals(fresh[tile], found[tile], 1e-5 * fresh[tile], "tile " + tile);
        }
    }

    @Test
    void shouldBringBackWhatReadsTookAsWell() {
        final Hardware read = PCM.with(PCM.cells().with(new ReadDisturb(1e6, 1e3, 0.1))); // 10^−0.3 of it is left
        final double[] fresh = magnitudes(PCM.seen(OWN, 7));
        final MemristorArray disturbed = read.seen(OWN, 7);

        final double[] found = magnitudes(read.gained(OWN, disturbed, 7));

        for (int tile = 0; tile < fresh.length; tile++) {
            assertTrue(magnitudes(disturbed)[tile] < 0.6 * fresh[tile], "tile " + tile);
            assertEquals(fresh[tile], found[tile], 1e-5 * fresh[tile], "tile " + tile);
        }
        final Hardware own = Hardware.IDEAL.with(Cells.OWN.with(new ReadDisturb(0, 1e3, 0.1)));
        assertTrue(own.withCompensation(true).compensated()); // a sweep may ask for reads later
    }

    @Test
    void shouldBringBackWhatReadsTookOfCellsThatDoNotAge() {
        final TabledDevice still =
                new TabledDevice(List.of(new State(1e-6, 1e-6, 0), new State(2e-5, 2e-5, 0)), null, 0, 0);
        for (final DeviceModel device : Arrays.asList(null, MagneticMemory.standard(), still)) {
            final Hardware fresh = Hardware.IDEAL.with(Cells.OWN.with(device)).with(Tiles.of(TILES));
            final Hardware read = fresh.with(fresh.cells().with(new ReadDisturb(1e6, 1e3, 0.02)))
                    .withCompensation(true);
            final MemristorArray disturbed = read.seen(OWN, 7);

            final double[] found = magnitudes(read.gained(OWN, disturbed, 7));

            final double[] before = magnitudes(fresh.seen(OWN, 7));
            for (int tile = 0; tile < before.length; tile++) {
                assertTrue(magnitudes(disturbed)[tile] < before[tile], device + ", tile " + tile);
                assertEquals(before[tile], found[tile], 1e-5 * before[tile], device + ", tile " + tile);
            }
        }
    }

    @Test
    void shouldLeaveFreshCellsAndThoseOfOthersAsTheyAre() {
        final MemristorArray fresh = PCM.seen(OWN, 7);
        assertSame(fresh, PCM.gained(OWN, fresh, 7));
        final Hardware plain = aged().withCompensation(false);
        final MemristorArray drifted = plain.seen(OWN, 7);
        assertSame(drifted, plain.gained(OWN, drifted, 7));
    }

    @Test
    void shouldLookAtOneNoisyReadWhereTheDeviceIsReadWithItsNoise() {
        final Hardware noisy = aged().with(aged().cells().withOwnNoise());
        final MemristorArray drifted = noisy.seen(OWN, 7);

        final double[] found = magnitudes(noisy.gained(OWN, drifted, 7));

        final double[] fresh = magnitudes(PCM.seen(OWN, 7));
        for (int tile = 0; tile < fresh.length; tile++) {
            assertEquals(fresh[tile], found[tile], 0.1 * fresh[tile], "tile " + tile);
            assertFalse(fresh[tile] == found[tile], "tile " + tile);
        }
    }

    @Test
    void shouldStandInFilesWhereItIsAskedForAndNowhereElse() {
        final Placement asked = new Placement(aged(), 1);
        final Placement plain = new Placement(aged().withCompensation(false), 1);

        assertEquals(asked, Placement.of(asked.toJson(), GRAPH));
        assertTrue(asked.toJson().contains("\"compensated\":true"), asked.toJson());
        assertFalse(plain.toJson().contains("\"compensated\""), plain.toJson());
        assertEquals(plain, Placement.of(plain.toJson(), GRAPH));
    }

    @Test
    void shouldRefuseWhatDoesNotDrift() {
        final String reason =
                "drift compensation: expected a device that changes with time, rram, pcm or a table with retention, or reads that disturb it, found one that"
                        + " does not";
        assertEquals(
                reason,
                assertThrows(IllegalArgumentException.class, () -> Hardware.IDEAL.withCompensation(true))
                        .getMessage());
        final Hardware magnetic = Hardware.IDEAL.with(Cells.OWN.with(MagneticMemory.standard()));
        assertEquals(
                reason,
                assertThrows(IllegalArgumentException.class, () -> magnetic.withCompensation(true))
                        .getMessage());
    }
}
