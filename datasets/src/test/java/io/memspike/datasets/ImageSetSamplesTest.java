package io.memspike.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import org.junit.jupiter.api.Test;

class ImageSetSamplesTest extends SamplesContract {
    private final ImageSet images = Pieces.images(5);

    @Override
    protected Samples samples() {
        return images;
    }

    @Test
    void shouldShowGreyLevelsAsFractions() {
        final ImageSet two = new ImageSet("two", 1, 3, 2, new byte[] {0, (byte) 255, 51, 0, 0, 0}, new byte[] {1, 0});
        final EventFrames frames = EventFrames.of(two);
        two.load(0, frames);

        assertEquals(new Shape(1, 1, 3), two.shape());
        assertEquals(2, frames.step(0).size());
        assertEquals(1, frames.step(0).index(0));
        assertEquals(1f, frames.step(0).value(0));
        assertEquals(0.2f, frames.step(0).value(1)); // 51 / 255
    }
}
