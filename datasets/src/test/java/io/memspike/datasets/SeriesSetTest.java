package io.memspike.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import org.junit.jupiter.api.Test;

class SeriesSetTest extends SamplesContract {
    @Override
    protected Samples samples() {
        return Pieces.series(9);
    }

    @Test
    void shouldShowAFrameAStep() {
        final SeriesSet one = new SeriesSet("one", 2, 2, 1, new float[] {0, 0.5f, 1, 0}, new int[] {0});
        final EventFrames frames = EventFrames.of(one);
        one.load(0, frames);

        assertEquals(new Shape(1, 2, 1), one.shape());
        assertEquals(1, frames.step(0).index(0));
        assertEquals(0.5f, frames.step(0).value(0));
        assertEquals(0, frames.step(1).index(0));
        assertEquals(1, frames.step(1).size());
    }

    @Test
    void shouldRefuseWrongArguments() {
        final int[] labels = {0};

        assertThrows(IllegalArgumentException.class, () -> new SeriesSet("x", 2, 2, 1, new float[3], labels));
        assertThrows(IllegalArgumentException.class, () -> new SeriesSet("x", 1, 1, 1, new float[1], labels));
        assertThrows(IllegalArgumentException.class, () -> new SeriesSet("x", 1, 2, 1, new float[] {0, 1.1f}, labels));
        assertThrows(
                IllegalArgumentException.class, () -> new SeriesSet("x", 1, 2, 1, new float[] {0, Float.NaN}, labels));
        assertThrows(IllegalArgumentException.class, () -> new SeriesSet("x", 1, 2, 0, new float[2], labels));
    }
}
