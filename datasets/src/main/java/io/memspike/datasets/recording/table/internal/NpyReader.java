package io.memspike.datasets.recording.table.internal;

import io.memspike.datasets.recording.EventBatch;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.internal.RecordReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Events in one array. */
final class NpyReader extends RecordReader {
    private static final int LOOKED_AT = 1000;
    private static final double MICROS_PER_SECOND = 1e6;

    private final int record;
    private final NpyColumn time;
    private final NpyColumn x;
    private final NpyColumn y; // null where all is in one row
    private final NpyColumn polarity; // null where all are ON
    private final double scale;

    private NpyReader(RecordingBytes bytes, NpyHead head, TextColumns columns) {
        super(bytes, head.record(), 1, null);
        record = head.record();
        time = column(head, columns.time());
        x = column(head, columns.x());
        y = column(head, columns.y());
        polarity = column(head, columns.polarity());
        scale = columns.isSeconds() ? MICROS_PER_SECOND : 1;
    }

    private static NpyColumn column(NpyHead head, int number) {
        return number < 0 ? null : new NpyColumn(head.fields().get(number));
    }

    static EventReader of(RecordingBytes bytes) throws IOException {
        final NpyHead head = NpyHead.read(bytes);
        TextColumns columns = TextColumns.named(head.names(), false);
        if (columns != null) {
            final NpyField field = head.fields().get(columns.time());
            if (field.isFloat() && hasFraction(bytes, head, field)) {
                columns = TextColumns.named(head.names(), true);
            }
        } else if (head.fields().size() == 4) {
            columns = head.rows() == 0 ? new TextColumns(0, 1, 2, 3, false) : TextColumns.guessed(rows(bytes, head));
        }
        if (columns == null) {
            throw bytes.refusal(
                    bytes.offset(),
                    "records of t, x, y and p, or rows of t x y p, x y p t or x y t p",
                    String.join(", ", head.names()));
        }
        return new NpyReader(bytes, head, columns);
    }

    private static boolean hasFraction(RecordingBytes bytes, NpyHead head, NpyField field) throws IOException {
        final int count = looked(bytes, head);
        for (int i = 0; i < count; i++) {
            final double value = NpyField.number(
                    field.code(), field.isBig(), bytes.window(), bytes.at() + i * head.record() + field.offset());
            if (value != Math.rint(value)) {
                return true;
            }
        }
        return false;
    }

    private static int looked(RecordingBytes bytes, NpyHead head) throws IOException {
        bytes.has(1 << 16);
        return Math.min(LOOKED_AT, (bytes.end() - bytes.at()) / head.record());
    }

    private static List<double[]> rows(RecordingBytes bytes, NpyHead head) throws IOException {
        final int count = looked(bytes, head);
        final List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final double[] row = new double[head.fields().size()];
            for (int f = 0; f < row.length; f++) {
                final NpyField field = head.fields().get(f);
                row[f] = NpyField.number(
                        field.code(), field.isBig(), bytes.window(), bytes.at() + i * head.record() + field.offset());
            }
            rows.add(row);
        }
        return rows;
    }

    @Override
    protected int decode(byte[] window, int from, int to, EventBatch into) throws IOException {
        final int end = (int) Math.min(to, from + (long) record * into.room());
        int at = from;
        try {
            for (; at < end; at += record) {
                into.add(
                        time.micros(window, at, scale),
                        x.pixel(window, at),
                        y == null ? 0 : y.pixel(window, at),
                        polarity == null ? 1 : polarity.polarity(window, at));
            }
        } catch (IOException e) {
            final String[] parts = e.getMessage().split("\\|");
            throw bytes.refusal(bytes.offset(at), parts[0], parts[1]);
        }
        return at;
    }
}
