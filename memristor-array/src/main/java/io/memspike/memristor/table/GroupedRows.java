package io.memspike.memristor.table;

import io.memspike.core.file.FileFormatException;
import io.memspike.memristor.internal.CsvTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tables whose rows are in groups, one for each target in ascending order; without a column of targets all rows are one group, of
 * target 0.
 *
 * @param <T> what a row becomes
 */
final class GroupedRows<T> {
    private static final String TARGET = "target_siemens";

    private final List<Group<T>> groups = new ArrayList<>();
    private boolean hasTargets;

    /** Rows of one target, in the order of the file. */
    record Group<T>(double targetSiemens, List<T> rows) {}

    /** Makes something of a row. */
    interface RowMaker<T> {
        /**
         * Makes it.
         *
         * @param previous what the row before became; null where this is the first of its group
         * @throws IllegalArgumentException where it cannot be
         */
        T of(CsvTable.Row row, T previous) throws FileFormatException;
    }

    private GroupedRows() {}

    /**
     * Reads a table.
     *
     * @param columns but for that of targets
     * @return at least one group
     */
    static <T> List<Group<T>> read(Path file, List<String> columns, RowMaker<T> maker) throws IOException {
        final List<String> withTargets =
                Stream.concat(Stream.of(TARGET), columns.stream()).toList();
        final GroupedRows<T> grouped = new GroupedRows<>();
        CsvTable.read(file, List.of(withTargets, columns), row -> grouped.add(row, maker));
        if (grouped.groups.isEmpty()) {
            throw new FileFormatException(file + ": expected rows of " + String.join(",", columns) + ", found none");
        }
        if (grouped.hasTargets && grouped.groups.size() == 1) { // a device has at least 2 states
            throw new FileFormatException(file + ": expected rows of at least 2 targets with a column " + TARGET
                    + ", or no such column, whose rows are those of all states, found one target");
        }
        return grouped.groups;
    }

    private void add(CsvTable.Row row, RowMaker<T> maker) throws FileFormatException {
        hasTargets = row.columns().contains(TARGET);
        final double target = hasTargets ? row.number(TARGET, "a number of siemens") : 0;
        final Group<T> last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
        final boolean goesOn = last != null && last.targetSiemens() == target;
        try {
            if (!(target >= 0 && target < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        TARGET + ": expected a finite conductance of at least 0, found " + target);
            }
            if (last != null && target < last.targetSiemens()) {
                throw new IllegalArgumentException(TARGET + ": expected " + last.targetSiemens()
                        + " or more, as of the row before, found " + target);
            }
            final T made = maker.of(row, goesOn ? last.rows().get(last.rows().size() - 1) : null);
            if (!goesOn) {
                groups.add(new Group<>(target, new ArrayList<>()));
            }
            groups.get(groups.size() - 1).rows().add(made);
        } catch (IllegalArgumentException e) {
            throw row.refused(e);
        }
    }
}
