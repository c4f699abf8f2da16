package io.memspike.tasks.inpainting.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoleDrawTest {
    private static final int SIDE = 12;

    @Test
    void shouldDrawRectanglesOfAllSizesInAllPlaces() {
        final HoleDraw holes = HoleDraw.rectangles(2, 5, 3);
        final Set<Integer> heights = new HashSet<>();
        final Set<Integer> widths = new HashSet<>();
        final Set<Integer> rows = new HashSet<>();
        final Set<Integer> columns = new HashSet<>();
        for (int picture = 0; picture < 1000; picture++) {
            final Hole hole = holes.of(picture, 1, SIDE);
            hole.requireIn(SIDE);
            heights.add(hole.height());
            widths.add(hole.width());
            rows.add(hole.row());
            columns.add(hole.column());
        }
        assertEquals(Set.of(2, 3, 4, 5), heights);
        assertEquals(heights, widths);
        assertEquals(SIDE - 2 + 1, rows.size()); // as far as the smallest reaches
        assertEquals(rows, columns);
    }

    @Test
    void shouldDrawAnewForEachPictureEpochAndSeed() {
        final HoleDraw holes = HoleDraw.rectangles(1, SIDE, 3);
        final Hole one = holes.of(4, 2, SIDE);

        assertEquals(one, HoleDraw.rectangles(1, SIDE, 3).of(4, 2, SIDE));
        assertNotEquals(one, holes.of(5, 2, SIDE));
        assertNotEquals(one, holes.of(4, 3, SIDE));
        assertNotEquals(one, HoleDraw.rectangles(1, SIDE, 4).of(4, 2, SIDE));
        assertEquals(
                new Hole(0, 0, SIDE, SIDE), HoleDraw.rectangles(SIDE, SIDE, 3).of(4, 2, SIDE));
        assertEquals(Hole.prime(), HoleDraw.always(Hole.prime()).of(4, 2, 32));
    }

    @Test
    void shouldGiveTheHoleItsShareOfTheWeight() {
        final float[] weights = new float[16];
        new Hole(1, 2, 2, 1).weigh(0.75, weights, 4);
        final float missing = 6; // 0.75 · 16 / 2
        final float known = (float) (4.0 / 14); // 0.25 · 16 / 14
        for (int i = 0; i < weights.length; i++) {
            assertEquals(i == 6 || i == 10 ? missing : known, weights[i]);
        }
        new Hole(0, 0, 4, 4).weigh(0.75, weights, 4);
        for (final float weight : weights) {
            assertTrue(weight == 1, "nothing is known");
        }
    }
}
