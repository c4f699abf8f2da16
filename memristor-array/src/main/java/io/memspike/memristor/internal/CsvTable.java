package io.memspike.memristor.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.InputFile;
import io.memspike.core.file.internal.NumberText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tables of comma-separated values, in UTF-8: a header, then a row a line. Empty lines, and lines that start with {@code #}, are
 * skipped.
 */
public final class CsvTable {
    private static final int MOST_BYTES = 1 << 26;
    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.ALLOW_COMMENTS)
            .build();

    private CsvTable() {}

    /** What takes rows, one after the other. */
    @FunctionalInterface
    public interface RowReader {
        /**
         * Takes one.
         *
         * @throws FileFormatException where it is not what it should be
         */
        void read(Row row) throws FileFormatException;
    }

    /**
     * A row.
     *
     * @param file where it is from
     * @param line its line, from 1
     * @param columns names, as the header has them
     * @param values as many. Not to be modified.
     */
    public record Row(Path file, int line, List<String> columns, String[] values) {
        /**
         * A number; one that is too large for a double is infinite.
         *
         * @param expected what it should be, for messages: {@code a number of siemens}
         */
        public double number(String column, String expected) throws FileFormatException {
            if (!NumberText.isNumber(text(column))) {
                throw malformed(expected + " for " + column, "'" + text(column) + "'");
            }
            return Double.parseDouble(text(column));
        }

        /** A value of a column that there is. */
        public String text(String column) {
            return values[columns.indexOf(column)];
        }

        /** What is wrong with this row. */
        public FileFormatException malformed(String expected, String found) {
            return CsvTable.malformed(file, line, expected, found);
        }

        /** The same in somebody else's words. */
        public FileFormatException refused(IllegalArgumentException reason) {
            return new FileFormatException(file + ": line " + line + ": " + reason.getMessage());
        }
    }

    /**
     * Reads a file.
     *
     * @param headers those that it may have
     * @param reader takes all rows
     * @throws FileFormatException where it is no such table, or the reader refuses a row: file, line, expected, found
     * @throws IOException where it cannot be read
     */
    public static void read(Path file, List<List<String>> headers, RowReader reader) throws IOException {
        final String text = InputFile.text(file, "a file of comma-separated values", MOST_BYTES);
        try (MappingIterator<String[]> rows = CSV.readerFor(String[].class).readValues(text)) {
            if (!rows.hasNextValue()) {
                throw malformed(file, 1, words(headers), "nothing");
            }
            final List<String> columns = List.of(rows.nextValue());
            if (!headers.contains(columns)) {
                throw malformed(file, line(rows), words(headers), String.join(",", columns));
            }
            while (rows.hasNextValue()) {
                final String[] values = rows.nextValue();
                if (values.length != columns.size()) {
                    throw malformed(
                            file,
                            line(rows),
                            columns.size() + " values",
                            values.length + ": " + String.join(",", values));
                }
                reader.read(new Row(file, line(rows), columns, values));
            }
        } catch (JsonProcessingException e) {
            final int line =
                    e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw malformed(file, line, "comma-separated values", e.getOriginalMessage());
        }
    }

    private static int line(MappingIterator<String[]> rows) {
        return rows.getParser().currentTokenLocation().getLineNr();
    }

    private static String words(List<List<String>> headers) {
        return "the header "
                + headers.stream().map(columns -> String.join(",", columns)).collect(Collectors.joining(" or "));
    }

    private static FileFormatException malformed(Path file, int line, String expected, String found) {
        return new FileFormatException(file, "line " + line, expected, found);
    }
}
