package io.memspike.datasets.recording.table.internal;

import io.memspike.core.file.internal.NumberText;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.internal.SensorSize;
import io.memspike.datasets.recording.internal.SizedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Events as lines of numbers. Lines that begin with {@code #} or {@code %} are comments, of which
 * {@code %geometry:1280,720} says how large the sensor is, as a first line of two numbers does; a line of names says which
 * column is what, and without one the first values tell ({@link TextColumns}). Times with a fraction are seconds, whole ones
 * microseconds; seconds are rounded to the nearest microsecond. Polarities are 1 for ON, 0 or −1 for OFF, or true and false.
 */
final class TextReader extends SizedReader {
    private static final int LONGEST = 1 << 12;
    private static final int MOST_COLUMNS = 16;
    private static final int LOOKED_AT = 1000;
    private static final int MOST_COMMENTS = 1000;
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}; // of UTF-8, by some programs
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double MOST_MICROS = 9e18;

    private final TextColumns columns;
    private final TextLine line = new TextLine(MOST_COLUMNS);

    private TextReader(RecordingBytes bytes, TextColumns columns, SensorSize size) {
        super(bytes, size);
        this.columns = columns;
    }

    static TextReader open(RecordingBytes bytes) throws IOException {
        if (bytes.has(MARK.length)
                && Arrays.equals(bytes.window(), bytes.at(), bytes.at() + MARK.length, MARK, 0, MARK.length)) {
            bytes.moveTo(bytes.at() + MARK.length);
        }
        final List<String> comments = new ArrayList<>();
        final List<double[]> rows = new ArrayList<>();
        List<String> names = null;
        SensorSize size = null;
        long begin = -1;
        long offset = bytes.offset();
        for (String text = next(bytes); text != null && rows.size() < LOOKED_AT; text = next(bytes)) {
            final String stripped = text.strip();
            if (stripped.startsWith("#") || stripped.startsWith("%")) {
                if (comments.size() < MOST_COMMENTS) {
                    comments.add(stripped);
                }
            } else if (!stripped.isEmpty()) {
                final double[] numbers = numbers(stripped);
                if (begin < 0 && numbers == null && names == null) {
                    names = names(stripped);
                } else if (begin < 0 && numbers != null && numbers.length == 2 && size == null && names == null) {
                    size = SensorSize.of((long) numbers[0], (long) numbers[1]);
                } else if (numbers == null) {
                    break; // its reader says what is wrong with it
                } else {
                    begin = begin < 0 ? offset : begin;
                    rows.add(numbers);
                }
            }
            offset = bytes.offset();
        }
        if (begin < 0) {
            throw bytes.refusal(0, "lines of numbers", "none");
        }
        final TextColumns columns = columns(bytes, begin, names, rows);
        bytes.seek(begin);
        return new TextReader(bytes, columns, size == null ? SensorSize.in(comments) : size);
    }

    private static TextColumns columns(RecordingBytes bytes, long begin, List<String> names, List<double[]> rows)
            throws IOException {
        if (names != null) {
            final TextColumns first = TextColumns.named(names, false);
            if (first == null) {
                throw bytes.refusal(0, "names of columns, t and x among them", String.join(" ", names));
            }
            boolean isSeconds = false;
            for (final double[] row : rows) {
                isSeconds |= first.time() < row.length && row[first.time()] != Math.rint(row[first.time()]);
            }
            return TextColumns.named(names, isSeconds);
        }
        rows.removeIf(row -> row.length < 4);
        final TextColumns guessed = TextColumns.guessed(rows);
        if (guessed == null) {
            throw bytes.refusal(
                    begin,
                    "lines of t x y p, x y p t or x y t p, times in order and polarities 1, 0 or -1",
                    rows.isEmpty() ? "fewer numbers" : "other numbers");
        }
        return guessed;
    }

    private static String next(RecordingBytes bytes) throws IOException {
        bytes.has(LONGEST);
        if (bytes.end() == bytes.at()) {
            return null;
        }
        int end = bytes.at();
        while (end < bytes.end() && bytes.window()[end] != '\n') {
            end++;
        }
        if (end - bytes.at() > LONGEST) {
            throw bytes.refusal(bytes.offset(), "a line of at most " + LONGEST + " bytes", "more");
        }
        final String line = new String(bytes.window(), bytes.at(), end - bytes.at(), StandardCharsets.UTF_8);
        bytes.moveTo(Math.min(end + 1, bytes.end()));
        return line;
    }

    private static List<String> names(String line) {
        return Arrays.asList(line.replace("\"", "").split("[,;\\s]+"));
    }

    private static double[] numbers(String line) {
        final String[] parts = line.split("[,;\\s]+");
        final double[] numbers = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = TextLine.number(parts[i]);
            if (Double.isNaN(numbers[i])) {
                return null;
            }
        }
        return numbers;
    }

    @Override
    public boolean read(EventBatch into) throws IOException {
        into.clear();
        while (into.room() > 0) {
            bytes.has(LONGEST + 1);
            if (bytes.end() == bytes.at()) {
                break;
            }
            final int begin = bytes.at();
            final int end = line.read(bytes.window(), begin, bytes.end());
            if (end - begin > LONGEST) {
                throw bytes.refusal(bytes.offset(), "a line of at most " + LONGEST + " bytes", "more");
            }
            if (line.count() > 0) {
                event(begin, into);
            }
            bytes.moveTo(end);
        }
        return into.size() > 0;
    }

    private void event(int begin, EventBatch into) throws IOException {
        final int most = Math.max(Math.max(columns.time(), columns.x()), Math.max(columns.y(), columns.polarity()));
        if (line.count() <= most) {
            throw refusal(begin, (most + 1) + " numbers", line.count());
        }
        final long micros = columns.isSeconds() ? seconds(begin) : whole(begin, columns.time(), "a time");
        final long x = whole(begin, columns.x(), "x");
        final long y = columns.y() < 0 ? 0 : whole(begin, columns.y(), "y");
        final long polarity = columns.polarity() < 0 ? 1 : whole(begin, columns.polarity(), "a polarity");
        if ((x | y) >>> 16 != 0 || polarity < -1 || polarity > 1) {
            throw refusal(begin, "x and y from 0 to 65535 and polarity 1, 0 or -1", x + ", " + y + ", " + polarity);
        }
        into.add(micros, (int) x, (int) y, polarity > 0 ? 1 : 0);
    }

    private long seconds(int begin) throws IOException {
        if (line.isShort(columns.time())) {
            return line.micros(columns.time());
        }
        final double micros = line.number(columns.time()) * MICROS_PER_SECOND;
        if (!(Math.abs(micros) < MOST_MICROS)) {
            throw refusal(begin, "a time in seconds", line.text(columns.time()));
        }
        return Math.round(micros);
    }

    private long whole(int begin, int column, String what) throws IOException {
        if (line.isWhole(column)) {
            return line.whole(column);
        }
        if (NumberText.isWhole(line.text(column))) { // of more digits than most, which a double would round
            try {
                return Long.parseLong(line.text(column));
            } catch (NumberFormatException e) {
                throw refusal(begin, what + " below 2^63", line.text(column));
            }
        }
        final double value = line.number(column);
        if (value != Math.rint(value) || Math.abs(value) > MOST_MICROS) { // NaN, too
            throw refusal(begin, what + " that is a whole number", line.text(column));
        }
        return (long) value;
    }

    private IOException refusal(int begin, String expected, Object found) {
        return bytes.refusal(bytes.offset(begin), expected, found);
    }
}
