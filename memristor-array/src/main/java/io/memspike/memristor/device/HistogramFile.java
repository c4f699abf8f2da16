package io.memspike.memristor.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.InputFile;
import io.memspike.core.file.internal.NumberText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the file that {@link MeasuredHistogram#read} describes. */
final class HistogramFile {
    private static final int MOST_BYTES = 1 << 26;
    private static final List<String> COLUMNS = List.of("conductance_low_siemens", "conductance_high_siemens", "count");

    private final Path file;
    private final List<MeasuredHistogram.Bin> bins = new ArrayList<>();

    private HistogramFile(Path file) {
        this.file = file;
    }

    static MeasuredHistogram read(Path file) throws IOException {
        final CsvMapper mapper = CsvMapper.builder()
                .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                .enable(CsvParser.Feature.TRIM_SPACES)
                .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                .enable(CsvParser.Feature.ALLOW_COMMENTS)
                .build();
        final String text = InputFile.text(file, "a file of comma-separated values", MOST_BYTES);
        try (MappingIterator<String[]> rows = mapper.readerFor(String[].class).readValues(text)) {
            return new HistogramFile(file).read(rows);
        } catch (JsonProcessingException e) {
            final int line =
                    e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw malformed(file, line, "comma-separated values", e.getOriginalMessage());
        }
    }

    private MeasuredHistogram read(MappingIterator<String[]> rows) throws IOException {
        if (!rows.hasNextValue()) {
            throw malformed(file, 1, header(), "nothing");
        }
        final List<String> found = List.of(rows.nextValue());
        if (!found.equals(COLUMNS)) {
            throw malformed(file, line(rows), header(), String.join(",", found));
        }
        while (rows.hasNextValue()) {
            bins.add(bin(rows.nextValue(), line(rows)));
        }
        try {
            return new MeasuredHistogram(bins);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": " + e.getMessage());
        }
    }

    private MeasuredHistogram.Bin bin(String[] row, int line) throws FileFormatException {
        if (row.length != COLUMNS.size()) {
            throw malformed(file, line, COLUMNS.size() + " values", row.length + ": " + String.join(",", row));
        }
        final double low = number(row, 0, line);
        final double high = number(row, 1, line);
        try {
            final MeasuredHistogram.Bin bin = new MeasuredHistogram.Bin(low, high, count(row[2], line));
            if (!bins.isEmpty()) {
                MeasuredHistogram.requireAscending(bins.get(bins.size() - 1), bin);
            }
            return bin;
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": line " + line + ": " + e.getMessage());
        }
    }

    private double number(String[] row, int column, int line) throws FileFormatException {
        if (NumberText.isNumber(row[column])) {
            return Double.parseDouble(row[column]); // one too large is refused by the bin
        }
        throw malformed(file, line, "a number of siemens for " + COLUMNS.get(column), quoted(row[column]));
    }

    private long count(String value, int line) throws FileFormatException {
        try {
            if (NumberText.isWhole(value)) {
                return Long.parseLong(value);
            }
        } catch (NumberFormatException e) {
            throw malformed(file, line, "a whole number of cells below 2^63 for count", quoted(value));
        }
        throw malformed(file, line, "a whole number of cells for count", quoted(value));
    }

    private static int line(MappingIterator<String[]> rows) {
        return rows.getParser().currentTokenLocation().getLineNr();
    }

    private static String header() {
        return "the header " + String.join(",", COLUMNS);
    }

    private static String quoted(String value) {
        return "'" + value + "'";
    }

    private static FileFormatException malformed(Path file, int line, String expected, String found) {
        return new FileFormatException(file, "line " + line, expected, found);
    }
}
