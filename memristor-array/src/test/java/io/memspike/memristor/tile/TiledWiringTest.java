package io.memspike.memristor.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.Shape;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.ScalarKernels;
import io.memspike.memristor.FormedRram;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.converter.ColumnReadout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TiledWiringTest {
    private static final Kernels KERNELS = new ScalarKernels();
    private static final Shape INPUT = new Shape(1, 6, 6);
    private static final List<LayerSpec> LAYERS = List.of(
            new LayerSpec.Conv2d(1, 2, 3, 1, 0, 0.01f),
            new LayerSpec.Lif(0.2f, 0.2f, 0.1f),
            new LayerSpec.AvgPool2d(2),
            new LayerSpec.Linear(8, 3, 0.01f),
            new LayerSpec.Readout(0.1f));

    private static TileSpec spec(TileSettings settings, int position) {
        final Network network = Network.of(
                INPUT,
                LAYERS,
                new TiledWiring(
                        LAYERS,
                        (i, layer) -> MemristorArray.program(layer, FormedRram.prime(), 1, i),
                        settings,
                        KERNELS),
                KERNELS);
        return ((TiledSynapses) network.synapses(position)).spec();
    }

    @Test
    void shouldKnowEachLayersGrid() {
        final ArrayGeometry binary = ArrayGeometry.PRIME.with(InputDrive.BINARY);
        final InputGrid own = new InputGrid(1, 15);

        assertEquals(
                InputGrid.ANY, spec(TileSettings.ideal(ArrayGeometry.PRIME), 0).grid());
        assertEquals(InputGrid.COUNTS, spec(TileSettings.ideal(binary), 0).grid());
        assertEquals(
                new InputGrid(0.25f, 4), spec(TileSettings.ideal(binary), 3).grid());
        final TileSettings settings =
                new TileSettings(binary, Map.of(0, own), TileSettings.Readouts.EXACT, ReadNoise.NONE);
        assertEquals(own, spec(settings, 0).grid());
        assertEquals(new InputGrid(0.25f, 4), spec(settings, 3).grid());
    }

    @Test
    void shouldGiveEachLayerItsConverters() {
        final ColumnReadout first = (sums, positions, columns, tile, read) -> {};
        final ReadNoise noise = new ReadNoise(0.1, 3);
        final TileSettings settings = TileSettings.ideal(ArrayGeometry.PRIME)
                .with((position, layer, mapping) -> {
                    assertSame(LAYERS.get(position), layer);
                    assertEquals(TileMapping.of(layer), mapping);
                    return position == 0 ? first : ColumnReadout.EXACT;
                })
                .with(noise);

        assertSame(first, spec(settings, 0).readout());
        assertSame(ColumnReadout.EXACT, spec(settings, 3).readout());
        assertEquals(noise, spec(settings, 3).noise());
    }

    @Test
    void shouldNameTheLayerWhoseInputsTheDriveCannotSend() {
        final TileSettings settings = TileSettings.ideal(ArrayGeometry.PRIME.with(InputDrive.bitSerial(4)));

        assertEquals(
                "layer 0: input drive: expected codes up to 15, found a grid with codes up to 255",
                assertThrows(IllegalArgumentException.class, () -> spec(settings, 0))
                        .getMessage());
    }
}
