package io.memspike.tasks.plan;

import io.memspike.core.file.internal.NumberText;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Integral non-linearity as it was measured: a line of comma-separated numbers for each column, in LSB, one for each transition
 * from the lowest; empty lines and lines that begin with {@code #} are left out.
 */
final class InlFile {
    private InlFile() {}

    /**
     * Reads all columns.
     *
     * @throws IllegalArgumentException where it is no such table, with file, line, what was expected and found
     */
    static List<List<Double>> read(Path file) {
        final List<List<Double>> columns = new ArrayList<>();
        final List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            final String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                columns.add(column(file + ": line " + (i + 1), line));
                if (columns.get(columns.size() - 1).size() != columns.get(0).size()) {
                    throw new IllegalArgumentException(file + ": line " + (i + 1) + ": expected "
                            + columns.get(0).size()
                            + " numbers, as the first column has, found "
                            + columns.get(columns.size() - 1).size());
                }
            }
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(file + ": expected a line of numbers for each column, found none");
        }
        return columns;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException(file + ": expected text, found other bytes", e);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + ": expected a table of numbers, found no such file", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": expected a table of numbers, found " + e.getMessage(), e);
        }
    }

    private static List<Double> column(String where, String line) {
        final List<Double> numbers = new ArrayList<>();
        for (final String each : line.split(",", -1)) {
            final String text = each.strip();
            final double number = NumberText.isNumber(text) ? Double.parseDouble(text) : Double.NaN;
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException(where + ": expected numbers between commas, found '" + text + "'");
            }
            numbers.add(number);
        }
        return numbers;
    }
}
