package io.memspike.datasets.recording.table.internal;

import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.internal.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an array in NumPy's format NPY, versions 1 to 3: what a record, which is a row, consists of, and how many there are.
 *
 * @param fields of a record: those that have a name, or the columns
 * @param record length of a record in bytes
 * @param rows how many
 */
record NpyHead(List<NpyField> fields, int record, long rows) {
    /** How such files begin. */
    static final String FIRST = "\u0093NUMPY";

    private static final int MOST_HEADER = 1 << 16;
    private static final int MOST_RECORD = 1 << 10;
    private static final Pattern DESCR = Pattern.compile("'descr': *('[^']*'|\\[.*?\\])(?=, *'|, *\\}| *\\})");
    private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([\\d, ]*)\\)");
    private static final Pattern FIELD = Pattern.compile("\\('([^']*)', '([<>|=])([a-zA-Z])(\\d{1,4})'\\)(?:, )?");
    private static final Pattern TYPE = Pattern.compile("'([<>|=])([iufb])(\\d)'");

    /** Reads a head; what follows are the records. */
    static NpyHead read(RecordingBytes bytes) throws IOException {
        final int preamble = 10;
        if (!bytes.has(preamble)) {
            throw bytes.cutShort("a head of an NPY array", preamble);
        }
        final byte[] window = bytes.window();
        final int at = bytes.at();
        for (int i = 0; i < FIRST.length(); i++) {
            if ((window[at + i] & 0xff) != FIRST.charAt(i)) {
                throw bytes.refusal(bytes.offset(), "an NPY array", "other bytes");
            }
        }
        final int version = window[at + 6];
        if (version < 1 || version > 3) {
            throw bytes.refusal(bytes.offset(at + 6), "version 1 to 3", version);
        }
        final int begin = version == 1 ? preamble : preamble + 2;
        bytes.has(begin);
        final int length = version == 1 ? Bytes.u16(window, bytes.at() + 8) : Bytes.i32(window, bytes.at() + 8);
        if (length < 0 || length > MOST_HEADER - begin || !bytes.has(begin + length)) {
            throw bytes.refusal(bytes.offset() + 8, "a header within the file and " + MOST_HEADER + " bytes", length);
        }
        final String text = new String(window, bytes.at() + begin, length, StandardCharsets.UTF_8);
        final NpyHead head = of(bytes, text);
        bytes.moveTo(bytes.at() + begin + length);
        final long found = bytes.length() - bytes.offset();
        if (head.rows > Long.MAX_VALUE / head.record || found != head.rows * head.record) {
            throw bytes.refusal(bytes.offset(), head.rows + " records of " + head.record + " bytes", found + " bytes");
        }
        return head;
    }

    private static NpyHead of(RecordingBytes bytes, String text) throws IOException {
        final int first =
                Math.max(0, text.indexOf("'descr'")); // tried there alone: a search takes the square of the length
        final Matcher descr = DESCR.matcher(text).region(first, text.length());
        final Matcher shape = SHAPE.matcher(text);
        if (!descr.lookingAt() || !shape.find() || !text.contains("'fortran_order'")) {
            throw bytes.refusal(bytes.offset(), "{'descr': …, 'fortran_order': …, 'shape': (…)}", text.strip());
        }
        final String[] parts = shape.group(1).isBlank()
                ? new String[0]
                : Arrays.stream(shape.group(1).strip().split(","))
                        .map(String::strip)
                        .toArray(String[]::new);
        if (parts.length < 1
                || parts.length > 2
                || parts.length == 2 && text.matches("(?s).*'fortran_order': *True.*")) {
            throw bytes.refusal(bytes.offset(), "records, or rows of numbers, row-major", text.strip());
        }
        final long[] extents = new long[parts.length];
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].matches("\\d{1,15}")) {
                throw bytes.refusal(bytes.offset(), "extents below 10^15", "'" + parts[i] + "'");
            }
            extents[i] = Long.parseLong(parts[i]);
        }
        return descr.group(1).startsWith("[")
                ? records(bytes, descr.group(1), extents)
                : rows(bytes, descr.group(1), extents);
    }

    private static NpyHead records(RecordingBytes bytes, String descr, long[] extents) throws IOException {
        if (extents.length != 1) {
            throw bytes.refusal(bytes.offset(), "records in one dimension", extents.length + " dimensions");
        }
        final List<NpyField> fields = new ArrayList<>();
        final String inside = descr.substring(1, descr.length() - 1).strip();
        final Matcher field = FIELD.matcher(inside);
        int offset = 0;
        int at = 0;
        while (field.find() && field.start() == at) {
            at = field.end();
            final char kind = field.group(3).charAt(0);
            final int length = Integer.parseInt(field.group(4));
            if (isNumber(kind, length)) {
                fields.add(new NpyField(
                        field.group(1),
                        "" + kind + length,
                        offset,
                        field.group(2).equals(">")));
            }
            offset += kind == 'U' ? 4 * length : length;
        }
        if (at != inside.length() && !inside.substring(at).equals(",") || offset < 1 || offset > MOST_RECORD) {
            throw bytes.refusal(
                    bytes.offset(), "records of plain numbers, of at most " + MOST_RECORD + " bytes", descr);
        }
        return new NpyHead(fields, offset, extents[0]);
    }

    private static NpyHead rows(RecordingBytes bytes, String descr, long[] extents) throws IOException {
        final Matcher type = TYPE.matcher(descr);
        if (!type.matches() || !isNumber(type.group(2).charAt(0), type.group(3).charAt(0) - '0')) {
            throw bytes.refusal(bytes.offset(), "numbers of 1, 2, 4 or 8 bytes", descr);
        }
        final int length = type.group(3).charAt(0) - '0';
        final long columns = extents.length == 2 ? extents[1] : 1;
        if (columns < 1 || columns > 16) {
            throw bytes.refusal(bytes.offset(), "1 to 16 columns", columns);
        }
        final List<NpyField> fields = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            fields.add(new NpyField(
                    Integer.toString(i),
                    type.group(2) + length,
                    i * length,
                    type.group(1).equals(">")));
        }
        return new NpyHead(fields, (int) columns * length, extents[0]);
    }

    private static boolean isNumber(char kind, int length) {
        return switch (kind) {
            case 'i', 'u' -> length == 1 || length == 2 || length == 4 || length == 8;
            case 'f' -> length == 4 || length == 8;
            case 'b' -> length == 1;
            default -> false;
        };
    }

    List<String> names() {
        return fields.stream().map(NpyField::name).toList();
    }
}
