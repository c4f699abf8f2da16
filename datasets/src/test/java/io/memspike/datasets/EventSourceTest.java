package io.memspike.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Samples;
import io.memspike.core.stream.PackedEvent;
import io.memspike.datasets.set.DataSets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventSourceTest {
    private static final int BINS = 10;
    private static final long BIN_MICROS = SaccadeCamera.DURATION_MICROS / BINS;

    private static List<Long> events(EventSource source) throws IOException {
        final List<Long> events = new ArrayList<>();
        source.replay((micros, x, y, on) -> events.add(PackedEvent.of(micros, x, y, on)));
        return events;
    }

    /** Event counts of a recording: [bins, size], channel-last. */
    private static float[][] counts(List<Long> events, int recording) {
        final float[][] counts = new float[BINS][SaccadeCamera.SHAPE.size()];
        for (final long event : events) {
            final long micros = PackedEvent.micros(event) - recording * SaccadeCamera.DURATION_MICROS;
            if (micros >= 0 && micros < SaccadeCamera.DURATION_MICROS) {
                counts[(int) (micros / BIN_MICROS)][
                        SaccadeCamera.SHAPE.index(
                                PackedEvent.channel(event), PackedEvent.y(event), PackedEvent.x(event))]++;
            }
        }
        return counts;
    }

    @Test
    void shouldStreamTheSameEventsThatTheCameraCounts() throws IOException {
        final ImageSet images = DataSets.ofSystem().images(DataSets.MNIST, Split.TEST);
        final Samples samples = new CameraSamples(images, BINS);
        final EventSource camera = new SaccadeStream(images, 3);
        final EventSource binned = new BinnedStream(samples, 3, BIN_MICROS);
        assertEquals(3, camera.recordings());
        assertEquals(SaccadeCamera.DURATION_MICROS, binned.recordingMicros());
        assertEquals(List.of(10, 10), List.of(camera.classes(), binned.classes()));
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(Pieces.values(samples, i), counts(events(camera), i));
            assertArrayEquals(Pieces.values(samples, i), counts(events(binned), i));
            assertEquals(images.label(i), camera.label(i));
            assertEquals(images.label(i), binned.label(i));
        }
    }

    @Test
    void shouldRefuseMoreSamplesThanThereAre() throws IOException {
        final ImageSet images = DataSets.ofSystem().images(DataSets.MNIST, Split.TEST);
        final Samples samples = new CameraSamples(images, BINS);

        assertThrows(IllegalArgumentException.class, () -> new SaccadeStream(images, images.size() + 1));
        assertThrows(IllegalArgumentException.class, () -> new SaccadeStream(images, 0));
        assertThrows(IllegalArgumentException.class, () -> new BinnedStream(samples, images.size() + 1, 1));
        assertTrue(new SaccadeStream(images, images.size()).isLabelled());
    }
}
