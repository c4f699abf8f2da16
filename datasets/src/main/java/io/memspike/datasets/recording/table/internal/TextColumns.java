package io.memspike.datasets.recording.table.internal;

import java.util.List;
import java.util.Locale;

/**
 * Which column of a text, or of an array of numbers, holds what: as names say, or as the first values tell.
 *
 * @param time column of times
 * @param x column of x
 * @param y column of y; −1 where there is none
 * @param polarity column of polarities; −1 where there is none
 * @param isSeconds whether times are seconds, else microseconds
 */
public record TextColumns(int time, int x, int y, int polarity, boolean isSeconds) {
    private static final List<String> TIMES =
            List.of("t", "ts", "time", "timestamp", "timestamps", "times", "timestamp_us");
    private static final List<String> XS = List.of("x", "xs", "x_coordinate", "col", "column");
    private static final List<String> YS = List.of("y", "ys", "y_coordinate", "row");
    private static final List<String> POLARITIES =
            List.of("p", "ps", "pol", "polarity", "polarities", "on", "is_increase");

    /** What there is of a name among {@code names}; −1 where there is none. */
    private static int index(List<String> names, List<String> any) {
        for (int i = 0; i < names.size(); i++) {
            if (any.contains(names.get(i).strip().toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    /** By names; null where they are no names of times and columns. */
    public static TextColumns named(List<String> names, boolean isSeconds) {
        final int time = index(names, TIMES);
        final int x = index(names, XS);
        return time < 0 || x < 0
                ? null
                : new TextColumns(time, x, index(names, YS), index(names, POLARITIES), isSeconds);
    }

    /**
     * By values: {@code t x y p}, {@code x y p t} or {@code x y t p}, the first of these of which times never fall and
     * polarities are one of −1, 0, 1.
     *
     * @param rows the first ones, of four numbers each
     * @return null where it is none of them
     */
    public static TextColumns guessed(List<double[]> rows) {
        final int[][] orders = {{0, 1, 2, 3}, {3, 0, 1, 2}, {2, 0, 1, 3}};
        for (final int[] order : orders) {
            if (fits(rows, order)) {
                boolean isSeconds = false;
                for (final double[] row : rows) {
                    isSeconds |= row[order[0]] != Math.rint(row[order[0]]);
                }
                return new TextColumns(order[0], order[1], order[2], order[3], isSeconds);
            }
        }
        return null;
    }

    private static boolean fits(List<double[]> rows, int[] order) {
        double before = Double.NEGATIVE_INFINITY;
        for (final double[] row : rows) {
            final double polarity = row[order[3]];
            if (row[order[0]] < before || !(polarity == 0 || Math.abs(polarity) == 1)) {
                return false;
            }
            if (!isPixel(row[order[1]]) || !isPixel(row[order[2]])) {
                return false;
            }
            before = row[order[0]];
        }
        return !rows.isEmpty();
    }

    private static boolean isPixel(double value) {
        return value >= 0 && value < 1 << 16 && value == Math.rint(value);
    }
}
