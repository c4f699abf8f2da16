package io.memspike.datasets.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.datasets.Pieces;
import io.memspike.datasets.SamplesContract;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileSamplesTest extends SamplesContract {
    @Override
    protected Samples samples() {
        return new TileSamples(
                List.of(Eyes.random(40, 31, 9, 1), Eyes.random(9, 52, 2, 2), Eyes.random(12, 12, 0, 3)), 12, 16, 4);
    }

    /** Images of one tile, of many, smaller than one in either direction; whole maps come back, and what is learnt of them. */
    @ParameterizedTest
    @CsvSource({
        "40, 31, 12, 16, 4", "40, 31, 12, 16, 0", "40, 31, 12, 16, 11", "12, 16, 12, 16, 4", "5, 50, 12, 16, 4",
        "50, 5, 12, 16, 4", "1, 1, 12, 16, 4", "3, 4, 12, 16, 0", "41, 41, 8, 8, 7", "13, 17, 12, 16, 2"
    })
    void shouldCoverAnImage(int height, int width, int tileHeight, int tileWidth, int overlap) {
        final AnnotatedImage before = Eyes.random(20, 20, 3, 8);
        final AnnotatedImage eye = Eyes.random(height, width, 2, 7);
        final TileSamples tiles = new TileSamples(List.of(before, eye), tileHeight, tileWidth, overlap);
        final Tiling tiling = tiles.tiling(1);
        final Stitcher values = new Stitcher(tiling);
        final Stitcher targets = new Stitcher(tiling);
        final int first = tiles.tiling(0).tiles();

        assertEquals(tiles.size(), first + tiling.tiles());
        assertEquals(new Shape(1, tileHeight, tileWidth), tiles.shape());
        for (int tile = 0; tile < tiling.tiles(); tile++) {
            values.add(tile, Pieces.values(tiles, first + tile, 0)[0]);
            targets.add(tile, Eyes.targets(tiles, first + tile, 0));
        }
        final float[] shown = values.map();
        final float[] learnt = targets.map();
        for (int i = 0; i < shown.length; i++) {
            assertEquals(eye.value(i), shown[i], 1e-6f);
            assertEquals(eye.target(i), learnt[i]);
        }
    }

    /** Four pixels of overlap at least, each tile within the image, neighbours no further apart than that. */
    @Test
    void shouldOverlapAsAsked() {
        final Tiling tiling = new Tiling(40, 31, 12, 16, 4);
        final int[] rows = {0, 8, 16, 24, 28}; // ends at 40
        final int[] columns = {0, 12, 15}; // ends at 31

        assertEquals(rows.length * columns.length, tiling.tiles());
        for (int tile = 0; tile < tiling.tiles(); tile++) {
            assertEquals(rows[tile / 3], tiling.row(tile));
            assertEquals(columns[tile % 3], tiling.column(tile));
        }
    }

    /** Beyond its end an image is mirrored, and nothing is to be learnt. */
    @Test
    void shouldMirrorWhatIsSmallerThanATile() {
        final TileSamples tiles = new TileSamples(List.of(Eyes.ramp(2, 3, 10, 1)), 3, 5, 0);

        final float[] values = Pieces.values(tiles, 0, 0)[0];
        final double[] expected = {0, 1, 2, 1, 0, 10, 11, 12, 11, 10, 0, 1, 2, 1, 0};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i] / 255, values[i], 1e-7);
        }
        assertEquals(
                "[0.0, 1.0, 0.0, -1.0, -1.0, 0.0, 1.0, 0.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0]",
                Arrays.toString(Eyes.targets(tiles, 0, 0)));
    }

    /** Two tiles of one row that disagree, four pixels wide, overlap 2: weights 4 and 1, then 1 and 4. */
    @Test
    void shouldGoSmoothlyFromTileToTile() {
        final Stitcher stitcher = new Stitcher(new Tiling(3, 6, 3, 4, 2));
        final float[] one = new float[12];
        Arrays.fill(one, 1f);
        stitcher.add(0, new float[12]);
        stitcher.add(1, one);
        final float[] map = stitcher.map();

        // in the middle row weights are 1 4 4 1, in the others 1
        final float[] middle = {0, 0, 0.2f, 0.8f, 1, 1};
        final float[] edge = {0, 0, 0.5f, 0.5f, 1, 1};
        for (int x = 0; x < 6; x++) {
            assertEquals(edge[x], map[x]);
            assertEquals(middle[x], map[6 + x]);
        }
    }

    @Test
    void shouldRefuseWhatIsNoTiling() {
        assertEquals(
                "tiles: expected an overlap of 0 to 11 pixels, found 12",
                assertThrows(IllegalArgumentException.class, () -> new Tiling(40, 31, 12, 16, 12))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Tiling(40, 31, 0, 16, 0));
        final Stitcher stitcher = new Stitcher(new Tiling(4, 9, 4, 4, 0));
        assertThrows(IllegalArgumentException.class, () -> stitcher.add(0, new float[15]));
        stitcher.add(0, new float[16]);
        assertEquals(
                "tiles: expected all of the image, found nothing at row 0, column 4",
                assertThrows(IllegalStateException.class, stitcher::map).getMessage());
    }
}
