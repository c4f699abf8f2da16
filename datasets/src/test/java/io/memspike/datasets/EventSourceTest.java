package io.memspike.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.stream.PackedEvent;
import io.memspike.datasets.set.DataSets;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSourceTest {
    private static final int BINS = 10;
    private static final long BIN_MICROS = SaccadeCamera.DURATION_MICROS / BINS;

    @TempDir
    Path directory;

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

    private static float[][] counts(Samples samples, int sample) {
        final EventFrames frames = EventFrames.of(samples);
        samples.load(sample, frames);
        final float[][] counts = new float[BINS][SaccadeCamera.SHAPE.size()];
        for (int t = 0; t < BINS; t++) {
            for (int e = 0; e < frames.step(t).size(); e++) {
                counts[t][frames.step(t).index(e)] = frames.step(t).value(e);
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
            assertArrayEquals(counts(samples, i), counts(events(camera), i));
            assertArrayEquals(counts(samples, i), counts(events(binned), i));
            assertEquals(images.label(i), camera.label(i));
            assertEquals(images.label(i), binned.label(i));
        }
    }

    @Test
    void shouldReadFiveBytesAnEvent() throws IOException {
        final Path file = directory.resolve("two.bin");
        Files.write(file, HexFormat.of().parseHex("070f80028e" + "210001e240"));

        final NmnistRecording recording = NmnistRecording.read(file);

        assertArrayEquals(
                new long[] {PackedEvent.of(654, 7, 15, true), PackedEvent.of(123_456, 33, 0, false)},
                recording.events());
        assertFalse(recording.isLabelled());
    }

    @Test
    void shouldMakeAllTimesLaterWhereTheSensorsCounterRanOver() throws IOException {
        final Path file = directory.resolve("overflow.bin");
        // 100 µs ON; y = 240; 50 µs ON; 9,000 µs OFF; y = 240; 1,000 µs OFF, which is earlier only by its own record
        Files.write(
                file,
                HexFormat.of()
                        .parseHex("0101800064" + "00f0001fff" + "0202800032" + "0303002328" + "fff0800000"
                                + "04040003e8"));

        assertArrayEquals(
                new long[] {
                    PackedEvent.of(100, 1, 1, true),
                    PackedEvent.of(8_242, 2, 2, true),
                    PackedEvent.of(17_192, 3, 3, false),
                    PackedEvent.of(17_384, 4, 4, false)
                },
                NmnistRecording.read(file).events());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'length: expected a multiple of 5 bytes, at least one event, found 0'",
        "070f8002, 'length: expected a multiple of 5 bytes, at least one event, found 4'",
        "070f80028e220f80028e, 'offset 5: expected x and y below 34, found x=34 y=15'",
        "070f80028e07ff80028e, 'offset 5: expected x and y below 34, found x=7 y=255'",
        "070f80028e070f80028d, 'offset 7: expected time from 654 µs on, found 653 µs'",
        "070fffffff00f0000000070f80028e, 'offset 12: expected time from 8388607 µs on, found 8846 µs'"
    })
    void shouldRefuseWhatIsNoRecording(String bytes, String reason) throws IOException {
        final Path file =
                Files.write(directory.resolve("bad.bin"), HexFormat.of().parseHex(bytes));

        final FileFormatException e = assertThrows(FileFormatException.class, () -> NmnistRecording.read(file));

        assertEquals(file + ": " + reason, e.getMessage());
    }

    /** A real digit; its figures come from the program that read it before (tonic). */
    @Test
    void shouldReadARealRecording() throws IOException {
        final Path file = Outside.file("golden/external/events/sample_nmnist.bin");

        final List<Long> events = events(NmnistRecording.read(file));

        assertEquals(4_325, events.size());
        assertEquals(2_145, events.stream().filter(PackedEvent::isOn).count());
        assertEquals(PackedEvent.of(654, 7, 15, true), events.get(0));
        assertEquals(311_175, PackedEvent.micros(events.get(4_324)));
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
