package io.memspike.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SpikeListTest {
    @Test
    void shouldHoldSquaresOfAnotherList() {
        final SpikeList spikes = new SpikeList(9);
        spikes.add(1, 0.25f);
        spikes.add(4, -3f);
        spikes.add(8, 1f);
        final SpikeList squares = new SpikeList(9);
        squares.add(0, 7f);

        squares.squaresOf(spikes);

        assertEquals(3, squares.size());
        final int[] indices = {1, 4, 8};
        final float[] values = {0.0625f, 9f, 1f};
        for (int e = 0; e < 3; e++) {
            assertEquals(indices[e], squares.index(e));
            assertEquals(values[e], squares.value(e));
        }
        assertEquals(-3f, spikes.value(1));

        spikes.clear();
        squares.squaresOf(spikes);
        assertEquals(0, squares.size());
    }

    @Test
    void shouldSpreadItsElementsAmongZeros() {
        final SpikeList spikes = new SpikeList(4);
        spikes.add(1, 0.25f);
        spikes.add(3, -3f);
        final float[] dense = {7f, 7f, 7f, 7f, 7f};

        spikes.spread(dense);

        assertArrayEquals(new float[] {0f, 0.25f, 0f, -3f, 0f}, dense);
    }

    @Test
    void shouldRefuseIndicesThatDoNotAscend() {
        final SpikeList spikes = new SpikeList(9);
        spikes.add(4, 1f);

        assertThrows(IllegalArgumentException.class, () -> spikes.add(4, 1f));
    }
}
