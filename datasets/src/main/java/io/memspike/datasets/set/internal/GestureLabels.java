package io.memspike.datasets.set.internal;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.stream.PackedEvent;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What is seen when in one recording of DVS128 Gesture: the lines of {@code NAME_labels.csv} beside {@code NAME.aedat}.
 *
 * @param recording the file of events
 * @param file of labels
 * @param spans in the order of the file
 */
record GestureLabels(Path recording, Path file, List<Span> spans) {
    static final String ENDING = "_labels.csv";
    static final int SIDE = 128;
    private static final String HEADER = "class,startTime_usec,endTime_usec";

    /**
     * One gesture.
     *
     * @param line of the file of labels
     * @param label from 0 on; the file's are from 1 on
     * @param begin the time of its first microsecond, as the recording counts
     * @param end the time behind its last
     */
    record Span(int line, int label, long begin, long end) {
        private boolean has(long micros) {
            return micros >= begin && micros < end;
        }
    }

    /** Of a recording, with classes from 1 to a last one. */
    static GestureLabels of(Path recording, int classes) throws IOException {
        final String name = recording.getFileName().toString();
        final Path file = recording.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ENDING);
        final List<String> lines = lines(file);
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new FileFormatException(file, "line 1", HEADER, lines.isEmpty() ? "nothing" : lines.get(0));
        }
        final List<Span> spans = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isEmpty()) {
                spans.add(span(file, i + 1, lines.get(i), classes));
            }
        }
        if (spans.isEmpty()) {
            throw new FileFormatException(file, "line 2", "a gesture", "none");
        }
        return new GestureLabels(recording, file, List.copyOf(spans));
    }

    /** Without blanks around them; of any bytes, so that a damaged file is refused at the line that is. */
    static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(Places.there(file), StandardCharsets.ISO_8859_1).stream()
                .map(String::strip)
                .toList();
    }

    private static Span span(Path file, int number, String line, int classes) throws FileFormatException {
        if (line.matches("[0-9]{1,2},[0-9]{1,18},[0-9]{1,18}")) {
            final long[] values =
                    Arrays.stream(line.split(",")).mapToLong(Long::parseLong).toArray();
            final long length = values[2] - values[1];
            if (values[0] >= 1 && values[0] <= classes && length > 0 && length <= PackedEvent.MAX_MICROS) {
                return new Span(number, (int) values[0] - 1, values[1], values[2]);
            }
        }
        throw new FileFormatException(
                file, "line " + number, "a class from 1 to " + classes + ", its start and a later end, in µs", line);
    }

    /** The longest gesture, in microseconds. */
    long longest() {
        return spans.stream().mapToLong(each -> each.end - each.begin).max().orElse(0);
    }

    /**
     * The events of each gesture, packed and in order of time, which begins with the gesture.
     *
     * @throws FileFormatException where a gesture has none, or one is off the sensor
     */
    List<long[]> events() throws IOException {
        final List<LongStream.Builder> found = new ArrayList<>();
        spans.forEach(each -> found.add(LongStream.builder()));
        final EventBatch batch = new EventBatch();
        try (EventReader reader = Recording.open(Places.there(recording)).read()) {
            while (reader.read(batch)) {
                for (int s = 0; s < spans.size(); s++) {
                    take(batch, spans.get(s), found.get(s));
                }
            }
        }
        final List<long[]> all = new ArrayList<>();
        for (int s = 0; s < spans.size(); s++) {
            final long[] events = found.get(s).build().toArray();
            if (events.length == 0) {
                throw new FileFormatException(
                        file,
                        "line " + spans.get(s).line(),
                        "events in " + recording.getFileName(),
                        "none at its time");
            }
            Arrays.sort(events);
            all.add(events);
        }
        return all;
    }

    private void take(EventBatch batch, Span span, LongStream.Builder into) throws FileFormatException {
        for (int i = 0; i < batch.size(); i++) {
            final long micros = batch.micros()[i];
            if (span.has(micros)) {
                final int x = batch.x()[i] & 0xffff;
                final int y = batch.y()[i] & 0xffff;
                if (x >= SIDE || y >= SIDE) {
                    throw new FileFormatException(
                            recording, "event at " + micros + " µs", "x and y below " + SIDE, "x=" + x + " y=" + y);
                }
                into.add(PackedEvent.of(micros - span.begin, x, y, batch.polarity()[i] != 0));
            }
        }
    }
}
