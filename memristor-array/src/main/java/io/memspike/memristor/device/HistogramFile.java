package io.memspike.memristor.device;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.NumberText;
import io.memspike.memristor.internal.CsvTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the file that {@link MeasuredHistogram#read} describes. */
final class HistogramFile {
    private static final String LOW = "conductance_low_siemens";
    private static final String HIGH = "conductance_high_siemens";
    private static final String COUNT = "count";

    private final List<MeasuredHistogram.Bin> bins = new ArrayList<>();

    private HistogramFile() {}

    static MeasuredHistogram read(Path file) throws IOException {
        final HistogramFile histogram = new HistogramFile();
        CsvTable.read(file, List.of(List.of(LOW, HIGH, COUNT)), histogram::add);
        try {
            return new MeasuredHistogram(histogram.bins);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": " + e.getMessage());
        }
    }

    private void add(CsvTable.Row row) throws FileFormatException {
        final double low = row.number(LOW, "a number of siemens"); // one too large is refused by the bin
        final double high = row.number(HIGH, "a number of siemens");
        try {
            final MeasuredHistogram.Bin bin = new MeasuredHistogram.Bin(low, high, count(row));
            if (!bins.isEmpty()) {
                MeasuredHistogram.requireAscending(bins.get(bins.size() - 1), bin);
            }
            bins.add(bin);
        } catch (IllegalArgumentException e) {
            throw row.refused(e);
        }
    }

    private static long count(CsvTable.Row row) throws FileFormatException {
        final String value = row.text(COUNT);
        try {
            if (NumberText.isWhole(value)) {
                return Long.parseLong(value);
            }
        } catch (NumberFormatException e) {
            throw row.malformed("a whole number of cells below 2^63 for count", "'" + value + "'");
        }
        throw row.malformed("a whole number of cells for count", "'" + value + "'");
    }
}
