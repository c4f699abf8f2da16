package io.memspike.memristor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.LayerSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TileMappingTest {
    @Test
    void shouldUseOneTileWhenTheLayerIsSmall() {
        final TileMapping mapping = TileMapping.of(new LayerSpec.Conv2d(12, 64, 5, 1, 0, 0.01f));

        // 12·5·5 = 300 inputs × 64 outputs, two cells each
        assertEquals(List.of(new CrossbarTile(0, 300, 0, 64)), mapping.tiles());
        assertEquals(38_400, mapping.usedCells());
        assertEquals(38_400 / 262_144.0, mapping.utilisation());
    }

    @Test
    void shouldSplitWhenTheLayerIsLarge() {
        final TileMapping mapping = TileMapping.of(new LayerSpec.Linear(1000, 300, 0.01f));

        assertEquals(
                List.of(
                        new CrossbarTile(0, 512, 0, 256),
                        new CrossbarTile(512, 488, 0, 256),
                        new CrossbarTile(0, 512, 256, 44),
                        new CrossbarTile(512, 488, 256, 44)),
                mapping.tiles());
        assertEquals(600_000 / (4 * 262_144.0), mapping.utilisation());
    }

    @Test
    void shouldFillATileExactly() {
        assertEquals(1, TileMapping.of(new LayerSpec.Linear(512, 256, 1f)).utilisation());
    }

    @Test
    void shouldGiveEveryWeightItsOwnCells() {
        final LayerSpec.Linear layer = new LayerSpec.Linear(600, 300, 1f);
        final TileMapping mapping = TileMapping.of(layer);
        final Set<List<Integer>> cells = new HashSet<>();

        for (int i = 0; i < layer.weights(); i++) {
            final CrossbarTile tile = mapping.tiles().get(mapping.tile(i));
            final int row = mapping.row(i);
            final int column = mapping.positiveColumn(i);
            assertEquals(i % 600, tile.firstInput() + row);
            assertEquals(i / 600, tile.firstOutput() + column / 2);
            assertTrue(row < tile.inputs() && column % 2 == 0 && column / 2 < tile.outputs());
            assertTrue(cells.add(List.of(mapping.tile(i), row, column)));
        }
        assertEquals(
                mapping.usedCells(),
                mapping.tiles().stream().mapToInt(CrossbarTile::usedCells).sum());
    }

    @Test
    void shouldRefuseWhenATileIsOverfull() {
        assertThrows(IllegalArgumentException.class, () -> new CrossbarTile(0, 513, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new CrossbarTile(0, 1, 0, 257));
    }
}
