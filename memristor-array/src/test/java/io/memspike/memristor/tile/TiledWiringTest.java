package io.memspike.memristor.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.run.Network;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.converter.ColumnReadout;
import io.memspike.memristor.device.FormedRram;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TiledWiringTest {
    private static final Kernels KERNELS = new ScalarKernels();
    private static final Graph GRAPH = Graph.chain(
            new Shape(1, 6, 6),
            List.of(
                    new Conv2d(2, 3, 1, 0, 0.01f),
                    new Lif(0.2f, 0.2f, 0.1f),
                    new AvgPool(2),
                    new Linear(3, 0.01f),
                    Integrator.readout(0.1f)));

    private static TileSpec spec(TileSettings settings, String node) {
        final Network network = Network.of(
                GRAPH,
                new TiledWiring(
                        GRAPH,
                        (name, matrix) -> MemristorArray.program(matrix, FormedRram.prime(), 1, GRAPH.position(name)),
                        settings,
                        KERNELS),
                KERNELS);
        return ((TiledSynapses) network.synapses(node)).spec();
    }

    @Test
    void shouldKnowEachLayersGrid() {
        final ArrayGeometry binary = ArrayGeometry.PRIME.with(InputDrive.BINARY);
        final InputGrid own = new InputGrid(1, 15);

        assertEquals(
                InputGrid.ANY,
                spec(TileSettings.ideal(ArrayGeometry.PRIME), "0").grid());
        assertEquals(InputGrid.COUNTS, spec(TileSettings.ideal(binary), "0").grid());
        assertEquals(
                new InputGrid(0.25f, 4), spec(TileSettings.ideal(binary), "3").grid());
        final TileSettings settings =
                new TileSettings(binary, Map.of("0", own), TileSettings.Readouts.EXACT, ReadNoise.NONE);
        assertEquals(own, spec(settings, "0").grid());
        assertEquals(new InputGrid(0.25f, 4), spec(settings, "3").grid());
    }

    @Test
    void shouldGiveEachLayerItsConverters() {
        final ColumnReadout first = (sums, positions, columns, tile, read) -> {};
        final ReadNoise noise = new ReadNoise(0.1, 3);
        final TileSettings settings = TileSettings.ideal(ArrayGeometry.PRIME)
                .with((node, matrix, mapping) -> {
                    assertEquals(Matrix.of(GRAPH, node), matrix);
                    assertEquals(TileMapping.of(matrix), mapping);
                    return node.equals("0") ? first : ColumnReadout.EXACT;
                })
                .with(noise);

        assertSame(first, spec(settings, "0").readout());
        assertSame(ColumnReadout.EXACT, spec(settings, "3").readout());
        assertEquals(noise, spec(settings, "3").noise());
    }

    @Test
    void shouldNameTheLayerWhoseInputsTheDriveCannotSend() {
        final TileSettings settings = TileSettings.ideal(ArrayGeometry.PRIME.with(InputDrive.bitSerial(4)));

        assertEquals(
                "node 0: input drive: expected codes up to 15, found a grid with codes up to 255",
                assertThrows(IllegalArgumentException.class, () -> spec(settings, "0"))
                        .getMessage());
    }
}
