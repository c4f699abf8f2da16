package io.memspike.memristor.table;

import io.memspike.core.file.FileFormatException;
import io.memspike.memristor.internal.CsvTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads a table of {@link Retention}. */
final class RetentionTable {
    private static final String SECONDS = "seconds";
    private static final String MEAN = "mean_factor";
    private static final String DEVIATION = "deviation_factor";

    private RetentionTable() {}

    static Retention read(Path file) throws IOException {
        final List<GroupedRows.Group<Retention.Moment>> groups =
                GroupedRows.read(file, List.of(SECONDS, MEAN, DEVIATION), RetentionTable::moment);
        try {
            return new Retention(groups.stream()
                    .map(group -> new Retention.Course(group.targetSiemens(), group.rows()))
                    .toList());
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": " + e.getMessage());
        }
    }

    private static Retention.Moment moment(CsvTable.Row row, Retention.Moment previous) throws FileFormatException {
        final Retention.Moment moment = new Retention.Moment(
                row.number(SECONDS, "a number of seconds"),
                row.number(MEAN, "a number"),
                row.number(DEVIATION, "a number"));
        if (previous != null && !(moment.seconds() > previous.seconds())) {
            throw new IllegalArgumentException(SECONDS + ": expected more than " + previous.seconds()
                    + ", as of the row before, found " + moment.seconds());
        }
        return moment;
    }
}
