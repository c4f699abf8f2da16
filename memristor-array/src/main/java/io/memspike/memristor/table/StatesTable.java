package io.memspike.memristor.table;

import io.memspike.core.file.FileFormatException;
import io.memspike.memristor.internal.CsvTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a table of {@link TabledDevice.State}s. */
final class StatesTable {
    private static final String TARGET = "target_siemens";
    private static final String MEAN = "mean_siemens";
    private static final String DEVIATION = "deviation_siemens";
    private static final String SIEMENS = "a number of siemens";

    private final List<TabledDevice.State> states = new ArrayList<>();

    private StatesTable() {}

    static List<TabledDevice.State> read(Path file) throws IOException {
        final StatesTable table = new StatesTable();
        CsvTable.read(file, List.of(List.of(TARGET, MEAN, DEVIATION)), table::add);
        if (table.states.size() < 2) {
            throw new FileFormatException(file + ": expected at least 2 states, found " + table.states.size());
        }
        return table.states;
    }

    private void add(CsvTable.Row row) throws FileFormatException {
        final double target = row.number(TARGET, SIEMENS); // numbers too large are refused by the state
        final double mean = row.number(MEAN, SIEMENS);
        final double deviation = row.number(DEVIATION, SIEMENS);
        try {
            final TabledDevice.State state = new TabledDevice.State(target, mean, deviation);
            if (!states.isEmpty()) {
                TabledDevice.requireAscending(states.get(states.size() - 1), state);
            }
            states.add(state);
        } catch (IllegalArgumentException e) {
            throw row.refused(e);
        }
    }
}
