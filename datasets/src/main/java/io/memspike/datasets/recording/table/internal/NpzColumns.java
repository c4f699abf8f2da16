package io.memspike.datasets.recording.table.internal;

import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.RecordingBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Events in an array for each of time, x, y and polarity. */
final class NpzColumns implements EventReader {
    private static final int LOOKED_AT = 1000;

    private final ZipFile zip;
    private final Column time;
    private final Column x;
    private final Column y;
    private final Column polarity;
    private final Column[] columns; // all of them
    private final double scale;
    private long left;

    /** One array. */
    private record Column(RecordingBytes bytes, NpyHead head, NpyColumn numbers) {
        static Column of(Path file, ZipFile zip, ZipEntry entry) throws IOException {
            final RecordingBytes bytes = ZipBytes.of(file, zip, entry);
            final NpyHead head = NpyHead.read(bytes);
            if (head.fields().size() != 1) {
                throw bytes.refusal(
                        0, "an array of one dimension", head.fields().size() + " columns");
            }
            return new Column(bytes, head, new NpyColumn(head.fields().get(0)));
        }

        /** How many more lie in the window; at least one, or the archive is not what it says. */
        int ready() throws IOException {
            if (!bytes.has(head.record())) {
                throw bytes.cutShort("a number", head.record());
            }
            return (bytes.end() - bytes.at()) / head.record();
        }

        /** Where in the window a number lies, counted from the next. */
        int place(int i) {
            return bytes.at() + i * head.record();
        }
    }

    private NpzColumns(ZipFile zip, Column time, Column x, Column y, Column polarity) throws IOException {
        this.zip = zip;
        this.time = time;
        this.x = x;
        this.y = y;
        this.polarity = polarity;
        columns = new Column[] {time, x, y, polarity};
        left = time.head.rows();
        scale = isSeconds() ? 1e6 : 1;
    }

    static EventReader of(Path file, ZipFile zip, List<ZipEntry> arrays, TextColumns columns) throws IOException {
        if (columns.y() < 0 || columns.polarity() < 0) {
            throw new FileFormatException(file, "ZIP archive", "arrays t, x, y and p", "fewer");
        }
        final Column time = Column.of(file, zip, arrays.get(columns.time()));
        final Column[] others = new Column[3];
        final int[] places = {columns.x(), columns.y(), columns.polarity()};
        for (int i = 0; i < others.length; i++) {
            final ZipEntry entry = arrays.get(places[i]);
            others[i] = Column.of(file, zip, entry);
            if (others[i].head.rows() != time.head.rows()) {
                throw new FileFormatException(
                        file, entry.getName(), time.head.rows() + " numbers, as of times", others[i].head.rows());
            }
        }
        return new NpzColumns(zip, time, others[0], others[1], others[2]);
    }

    private boolean isSeconds() throws IOException {
        final NpyField field = time.head.fields().get(0);
        if (!field.isFloat() || left == 0) {
            return false;
        }
        final int count = Math.min(LOOKED_AT, time.ready());
        for (int i = 0; i < count; i++) {
            final double value = NpyField.number(
                    field.code(), field.isBig(), time.bytes.window(), time.bytes.at() + i * time.head.record());
            if (value != Math.rint(value)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean read(EventBatch into) throws IOException {
        into.clear();
        while (left > 0 && into.room() > 0) {
            final int count = (int) Math.min(
                    Math.min(left, into.room()),
                    Math.min(Math.min(time.ready(), x.ready()), Math.min(y.ready(), polarity.ready())));
            add(count, into);
            left -= count;
        }
        if (left == 0) {
            for (final Column column : columns) {
                column.bytes.has(1); // reads its end, where its check sum is compared
            }
        }
        return into.size() > 0;
    }

    private void add(int count, EventBatch into) throws IOException {
        for (int i = 0; i < count; i++) {
            try {
                into.add(
                        time.numbers.micros(time.bytes.window(), time.place(i), scale),
                        x.numbers.pixel(x.bytes.window(), x.place(i)),
                        y.numbers.pixel(y.bytes.window(), y.place(i)),
                        polarity.numbers.polarity(polarity.bytes.window(), polarity.place(i)));
            } catch (IOException e) {
                final String[] parts = e.getMessage().split("\\|");
                throw new FileFormatException(
                        time.bytes.file(), "event " + (time.head.rows() - left + i), parts[0], parts[1]);
            }
        }
        for (final Column column : columns) {
            column.bytes.moveTo(column.place(count));
        }
    }

    @Override
    public int width() {
        return 0;
    }

    @Override
    public int height() {
        return 0;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
