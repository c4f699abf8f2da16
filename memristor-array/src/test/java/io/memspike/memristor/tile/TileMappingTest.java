package io.memspike.memristor.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.SlowMatrix;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.tile.internal.TileCase;
import io.memspike.memristor.tile.internal.TiledSynapses;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.function.Executable;

class TileMappingTest {
    private static final Matrix CONV = new Matrix(new Conv2d(64, 5, 1, 0, 0.01f), new Shape(12, 16, 16));

    @Example
    void shouldUseOneTileWhenTheLayerIsSmall() {
        final TileMapping mapping = TileMapping.of(CONV);

        // 12·5·5 = 300 inputs × 64 outputs, two cells each
        assertEquals(List.of(new CrossbarTile(0, 300, 0, 64)), mapping.tiles());
        assertEquals(38_400, mapping.usedCells());
        assertEquals(38_400 / 262_144.0, mapping.utilisation());
    }

    @Example
    void shouldSplitWhenTheLayerIsLarge() {
        final TileMapping mapping = TileMapping.of(new Matrix(new Linear(300, 0.01f), Shape.vector(1000)));

        assertEquals(
                List.of(
                        new CrossbarTile(0, 512, 0, 256),
                        new CrossbarTile(512, 488, 0, 256),
                        new CrossbarTile(0, 512, 256, 44),
                        new CrossbarTile(512, 488, 256, 44)),
                mapping.tiles());
        assertEquals(600_000 / (4 * 262_144.0), mapping.utilisation());
    }

    @Example
    void shouldFillATileExactly() {
        assertEquals(
                1,
                TileMapping.of(new Matrix(new Linear(256, 1f), Shape.vector(512)))
                        .utilisation());
    }

    @Property(tries = 300)
    void shouldGiveEveryWeightItsOwnCells(@ForAll SignScheme signs, @ForAll long seed) {
        final Matrix layer = TileCase.random(seed).layer();
        final ArrayGeometry geometry = TileCase.geometry(signs, seed);
        final TileMapping mapping = TileMapping.of(layer, geometry);
        final Set<List<Integer>> cells = new HashSet<>();

        final SlowMatrix matrix = new SlowMatrix(layer);
        final Set<Integer> weights = new HashSet<>();

        for (int i = 0; i < matrix.rows() * layer.out(); i++) {
            final int row = i % matrix.rows();
            final int output = i / matrix.rows();
            final int weight = matrix.weight(row, output);
            assertTrue(weight < 0 || weights.add(weight)); // of groups that see nothing of each other there is none
            final CrossbarTile tile = mapping.tiles().get(mapping.tile(row, output));
            assertEquals(row, tile.firstInput() + mapping.row(row));
            assertEquals(
                    output,
                    tile.firstOutput()
                            + mapping.column(output) / mapping.geometry().cellsPerWeight());
            assertTrue(mapping.row(row) < tile.inputs());
            for (int cell = 0; cell < geometry.cellsPerWeight(); cell++) {
                final int column = mapping.column(output) + cell;
                assertTrue(column < mapping.usedColumns(tile) - signs.references());
                assertTrue(cells.add(List.of(mapping.tile(row, output), mapping.row(row), column)));
            }
        }
        assertEquals(layer.weights(), weights.size());
        for (int t = 0; t < mapping.tiles().size(); t++) { // reference columns lie beside them
            final CrossbarTile tile = mapping.tiles().get(t);
            for (int row = 0; row < tile.inputs() * signs.references(); row++) {
                assertTrue(cells.add(List.of(t, row, mapping.usedColumns(tile) - 1)));
            }
        }
        assertEquals(cells.size(), mapping.usedCells());
        assertEquals(
                cells.size() / (double) (mapping.tiles().size() * geometry.rows() * geometry.columns()),
                mapping.utilisation());
    }

    @Property(tries = 300)
    void shouldFillTilesOrPadThem(@ForAll SignScheme signs, @ForAll long seed) {
        final Matrix layer = TileCase.random(seed).layer();
        final ArrayGeometry geometry = TileCase.geometry(signs, seed);
        final TileMapping mapping = TileMapping.of(layer, geometry);
        long rows = 0;
        long columns = 0;
        for (final CrossbarTile tile : mapping.tiles()) {
            assertTrue(tile.inputs() <= geometry.rows() && mapping.usedColumns(tile) <= geometry.columns());
            rows += geometry.rows() - tile.inputs();
            columns += geometry.columns() - mapping.usedColumns(tile);
        }
        assertEquals(
                mapping.inputBlocks() * mapping.outputBlocks(), mapping.tiles().size());
        assertEquals(rows, mapping.unusedRows());
        assertEquals(columns, mapping.unusedColumns());
    }

    @Example
    void shouldCountColumnsByScheme() {
        // 8 bits in cells of 2: 4 slices; 9 bits with the sign's offset: 5
        final WeightSlicing slicing = new WeightSlicing(8, 2);
        final Matrix layer = new Matrix(new Linear(10, 1f), Shape.vector(100));
        final int[][] expected = {{80, 40}, {80, 80}, {51, 51}}; // used, converted
        for (final SignScheme signs : SignScheme.values()) {
            if (!signs.addsCurrents()) {
                continue; // cells of two states have no slices
            }
            final TileMapping mapping =
                    TileMapping.of(layer, ArrayGeometry.PRIME.with(signs).with(slicing));
            final CrossbarTile tile = mapping.tiles().get(0);
            assertEquals(expected[signs.ordinal()][0], mapping.usedColumns(tile));
            assertEquals(expected[signs.ordinal()][1], mapping.convertedColumns(tile));
        }
    }

    @Example
    void shouldReportInOneLine() {
        final MemristorArray array = MemristorArray.program(CONV, FormedRram.prime(), 1, 0);
        final TileSpec spec = TileSpec.ideal(
                ArrayGeometry.PRIME.withTile(256, 256).with(InputDrive.bitSerial(8)), new InputGrid(0.25f, 4));
        final TileReport report = new TiledSynapses(array, spec, new ScalarKernels()).report();

        // 300 = 256 + 44 rows; 128 of 256 columns; 16 − 5 + 1 = 12 positions a side; codes up to 4 have 3 bits
        assertEquals(
                "300 × 64 weights on 2 tiles of 256 × 256 cells (2 input × 1 output blocks), 29.3 % used, padding of 212"
                        + " rows and 256 columns; 128 conversions a read, 144 positions, up to 3 reads a step",
                report.toString());
    }

    @Example
    void shouldRefuseInOneClearLine() {
        assertRefused("array geometry: expected at least 1 row, found 0", () -> ArrayGeometry.PRIME.withTile(0, 512));
        assertRefused(
                "array geometry: expected at least 2 columns for one output, found 1",
                () -> ArrayGeometry.PRIME.withTile(512, 1));
        assertRefused(
                "array geometry: expected at least 10 columns for one output, found 9", // 9 bits, and the reference
                () -> new ArrayGeometry(
                        1, 9, SignScheme.OFFSET_COLUMN, new WeightSlicing(8, 1), InputDrive.PULSE_WIDTH));
        assertRefused(
                "crossbar tile: expected at least 1 input and output from 0 on, found inputs=0 from 0 outputs=1 from 0",
                () -> new CrossbarTile(0, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new CrossbarTile(0, 1, -1, 1));
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
