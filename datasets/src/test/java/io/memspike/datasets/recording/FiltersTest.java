package io.memspike.datasets.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.datasets.recording.Events.Event;
import io.memspike.datasets.recording.filter.FilterChoice;
import io.memspike.datasets.recording.filter.FilteredSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiltersTest {
    @TempDir
    Path directory;

    private Recording recording(Events events, String... filters) throws IOException {
        return Recording.open(Files.write(directory.resolve("a"), Encoded.aedat4(events, 0)))
                .behind(Stream.of(filters).map(FilterChoice::of).toList(), 1);
    }

    private List<Event> filtered(String filter, Event... events) throws IOException {
        return Events.read(recording(new Events(List.of(events)), filter)).list();
    }

    @Test
    void shouldDoWhatEachSays() throws IOException {
        final Event a = new Event(10, 4, 7, 1);
        final Event b = new Event(20, 5, 7, 0);
        final Event c = new Event(500, 4, 7, 1);
        final Event far = new Event(600, 100, 100, 1);

        assertEquals(
                List.of(new Event(10, 0, 1, 1), new Event(500, 0, 1, 1)),
                filtered("region:x=4,y=6,width=1,height=4", a, b, c, far));
        assertEquals(List.of(new Event(10, 1, 1, 1), new Event(20, 1, 1, 0)), filtered("downsample:by=4", a, b));
        assertEquals(List.of(a, b, far), filtered("refractory:micros=491", a, b, c, far));
        assertEquals(List.of(a, b, c, far), filtered("refractory:micros=490", a, b, c, far));
        assertEquals(List.of(a, b, far), filtered("hot:rate=1", a, b, c, far));
        assertEquals(List.of(b, c), filtered("background:micros=480", a, b, c, far));
        assertEquals(List.of(b), filtered("polarity:keep=0", a, b, c));
        assertEquals(List.of(a, b, c), filtered("drop:share=0", a, b, c));
        assertEquals(List.of(), filtered("drop:share=1", a, b, c));
        assertEquals(List.of(a, b, c), filtered("jitter:micros=0", a, b, c));
    }

    @Test
    void shouldFilterAStreamAsItsRecording() throws IOException {
        final Events events = Events.random(1, 20_000, 300, 200, 50);
        final String[] filters = {"region:x=10,y=20,width=200,height=100", "downsample", "background", "drop:share=0.25"
        };
        final List<Event> expected = Events.read(recording(events, filters)).list();

        final FilteredSource stream = new FilteredSource(
                RecordingSource.of(recording(events)),
                Stream.of(filters).map(FilterChoice::of).toList(),
                1);

        for (int replay = 0; replay < 2; replay++) { // each draws anew
            final List<Event> heard = new ArrayList<>();
            stream.replay((micros, x, y, on) -> heard.add(new Event(micros, x, y, on ? 1 : 0)));
            assertEquals(expected, heard);
        }
        assertEquals(100, stream.width());
        assertEquals(50, stream.height());
    }

    @Test
    void shouldDrawTheSameBySeed() throws IOException {
        final Events events = Events.random(1, 20_000, 300, 200, 50);
        final List<Event> first = Events.read(recording(events, "jitter:micros=50", "drop:share=0.25"))
                .list();

        assertEquals(
                first,
                Events.read(recording(events, "jitter:micros=50", "drop:share=0.25"))
                        .list());
        assertTrue(Math.abs(first.size() - 15_000) < 4 * Math.sqrt(20_000 * 0.25 * 0.75), first.size() + "");
    }

    @ParameterizedTest
    @CsvSource({
        "other, 'filter: expected one of background, downsample, drop, hot, jitter, polarity, refractory, region, found ''other'''",
        "drop:share=2, 'filter drop: expected another share, found 2.0'",
        "drop:rate=1, 'filter drop: expected numbers share, found ''rate'''",
        "region, 'filter region: expected another '"
    })
    void shouldRefuseWhatIsNoFilter(String text, String message) {
        final IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> FilterChoice.of(text));

        assertTrue(
                e.getMessage().equals(message)
                        || text.equals("region") && e.getMessage().startsWith("filter region: expected "),
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"1, 1, false", "999, 999, false", "3000, 1000, false", "7, 7, true", "500, 100, true"})
    void shouldCountEveryEventOnceInEveryWindow(long width, long hop, boolean isCount) throws IOException {
        final Events events = Events.random(width, 2_000, 20, 10, 100);
        final Recording recording = recording(events, "region:width=20,height=10");
        final BinnedRecording binned = new BinnedRecording(
                recording, RecordingSummary.of(recording), new BinnedRecording.Bins(width, hop, isCount));
        final EventFrames frames = EventFrames.of(binned);

        binned.load(0, frames);

        final long first = events.list().get(0).micros();
        for (int t = 0; t < binned.steps(); t++) {
            long expected = 0;
            for (int i = 0; i < events.list().size(); i++) {
                final long place = isCount ? i : events.list().get(i).micros() - first;
                expected += place >= t * hop && place < t * hop + width ? 1 : 0;
            }
            double found = 0;
            for (int e = 0; e < frames.step(t).size(); e++) {
                found += frames.step(t).value(e);
            }
            assertEquals(expected, found, "window " + t);
        }
    }
}
