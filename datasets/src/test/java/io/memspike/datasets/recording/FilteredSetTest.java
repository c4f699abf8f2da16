package io.memspike.datasets.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.stream.PackedEvent;
import io.memspike.datasets.Pieces;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.recording.Events.Event;
import io.memspike.datasets.recording.filter.FilterChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets of recordings behind filters, which an encoding names. */
class FilteredSetTest {
    private static final long SEED = 3;
    private static final int SETS = 4;
    private static final int EVENTS = 20_000; // more than a batch
    private static final Shape VIEW = new Shape(2, 20, 30);
    private static final long MICROS = 10_000;
    private static final int STEPS = 40;

    @TempDir
    Path directory;

    private static final List<Events> RECORDINGS = IntStream.range(0, SETS)
            .mapToObj(i -> Events.random(i, EVENTS, VIEW.width(), VIEW.height(), 60))
            .toList();

    private static long[] events(int recording) {
        return RECORDINGS.get(recording).list().stream()
                .mapToLong(e -> PackedEvent.of(e.micros(), e.x(), e.y(), e.polarity() != 0))
                .toArray();
    }

    private static RecordingSet set() {
        final long[][] events =
                IntStream.range(0, SETS).mapToObj(FilteredSetTest::events).toArray(long[][]::new);
        return new RecordingSet("set", VIEW, 2, events, new int[] {0, 1, 0, 1}, STEPS, MICROS, 0f);
    }

    /** Every event that a file's filters leave counts once, in the bin of its time. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "region:x=3,y=4,width=20,height=9",
                "downsample:by=4",
                "refractory:micros=5000",
                "hot:rate=20",
                "background:micros=100",
                "polarity:keep=0",
                "jitter:micros=3000",
                "drop:share=0.4",
                "drop:share=0",
                "region:x=3,y=4,width=20,height=9|downsample|jitter|refractory:micros=700|drop"
            })
    void shouldCountWhatAFilesFiltersLeave(String filters) throws IOException {
        final Samples samples = Encoding.of(filters + "|events:ms=" + MICROS / 1e3 + ",steps=" + STEPS)
                .encode(set(), SEED);
        final List<FilterChoice> choices =
                Arrays.stream(filters.split("\\|")).map(FilterChoice::of).toList();
        for (int sample = 0; sample < SETS; sample++) {
            final Path file = Files.write(directory.resolve("a" + sample), Encoded.npyRows(RECORDINGS.get(sample)));
            final Recording recording = Recording.open(file).behind(choices, RandomStream.draw(SEED, sample));
            final float[][] expected = new float[STEPS][samples.shape().size()];
            for (final Event event : Events.read(recording).list()) {
                final long bin = event.micros() / MICROS;
                if (bin < STEPS) {
                    expected[(int) bin][samples.shape().index(event.polarity(), event.y(), event.x())]++;
                }
            }
            assertArrayEquals(expected, Pieces.values(samples, sample), "sample " + sample);
            assertEquals(sample % 2, samples.label(sample));
        }
    }

    @Test
    void shouldDrawBySeedAndRecording() {
        final Encoding drops = Encoding.of("drop:share=0.5|events");

        assertArrayEquals(Pieces.values(drops.encode(set(), SEED), 1), Pieces.values(drops.encode(set(), SEED), 1));
        assertFalse(Arrays.deepEquals(
                Pieces.values(drops.encode(set(), SEED), 1), Pieces.values(drops.encode(set(), SEED + 1), 1)));
        final long[] same = events(0);
        final RecordingSet twins =
                new RecordingSet("twins", VIEW, 1, new long[][] {same, same}, new int[2], STEPS, MICROS, 0f);
        final Samples dropped = drops.encode(twins, SEED);
        assertFalse(Arrays.deepEquals(Pieces.values(dropped, 0), Pieces.values(dropped, 1)));
    }

    /** Spikes of 700 units, as those of spoken words: one row, and no polarities. */
    @Test
    void shouldFilterWhatHasOneRowAndNoPolarities() {
        final long[] spikes = {PackedEvent.of(5, 3, 0, true), PackedEvent.of(25, 699, 0, true)};
        final RecordingSet words =
                new RecordingSet("words", new Shape(1, 1, 700), 1, new long[][] {spikes}, new int[1], 3, 10, 0f);

        final Samples halved = Encoding.of("downsample|events:steps=3").encode(words, SEED);

        assertEquals(new Shape(1, 1, 350), halved.shape());
        final float[][] expected = new float[3][350];
        expected[0][1] = 1;
        expected[2][349] = 1;
        assertArrayEquals(expected, Pieces.values(halved, 0));
    }

    @Test
    void shouldSaySoThatItIsReadAgain() {
        final Encoding full = Encoding.of("region:x=3,y=4,width=20,height=9|downsample|events")
                .resolved(set());

        assertEquals(
                "region:height=9.0,width=20.0,x=3.0,y=4.0|downsample:by=2.0|events:steps=10,ms=0.0", full.toString());
        assertEquals(full, Encoding.of(full.toString()));
        assertEquals(List.of(), full.behind(List.of()).filters());
        assertEquals(
                2,
                full.behind(List.of())
                        .withSteps(10)
                        .behind(full.filters())
                        .filters()
                        .size());
        assertEquals(new Shape(2, 5, 10), full.encode(set(), SEED).shape());
    }

    @Test
    void shouldRefuseWhatHasNoEventsAndFiltersThatLeaveNone() {
        final Exception images = assertThrows(
                IllegalArgumentException.class, () -> Encoding.of("drop|rate").encode(Pieces.images(2), SEED));
        final Exception none = assertThrows(
                IllegalArgumentException.class,
                () -> Encoding.of("region:x=100,width=2,height=2|events").encode(set(), SEED));
        final Exception no = assertThrows(IllegalArgumentException.class, () -> Encoding.of("blur|events"));

        assertEquals(
                "filters: expected recordings of events, found samples of 1×28×28 and 1 steps", images.getMessage());
        assertEquals(
                "filters of set: expected events behind region:height=2.0,width=2.0,x=100.0,y=0.0, found none of 4"
                        + " recordings",
                none.getMessage());
        assertEquals(
                "filter: expected one of background, downsample, drop, hot, jitter, polarity, refractory, region, found"
                        + " 'blur'",
                no.getMessage());
    }
}
