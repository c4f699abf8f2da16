package io.memspike.memristor.table;

import io.memspike.core.file.FileFormatException;
import io.memspike.memristor.internal.CsvTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Current by voltage as it was measured, of all states or of some; linear between two voltages, and between two states. */
final class CurvesTable {
    private static final String VOLTS = "volts";
    private static final String AMPERES = "amperes";

    private final Path file;
    private final List<GroupedRows.Group<Point>> curves;

    /** A point of a curve. */
    private record Point(double volts, double amperes) {}

    private CurvesTable(Path file, List<GroupedRows.Group<Point>> curves) {
        this.file = file;
        this.curves = curves;
    }

    static CurvesTable read(Path file) throws IOException {
        return new CurvesTable(file, GroupedRows.read(file, List.of(VOLTS, AMPERES), CurvesTable::point));
    }

    private static Point point(CsvTable.Row row, Point previous) throws FileFormatException {
        final double volts = row.number(VOLTS, "a number of volts");
        final double amperes = row.number(AMPERES, "a number of amperes");
        if (Double.isInfinite(volts) || Double.isInfinite(amperes)) {
            throw new IllegalArgumentException("expected finite volts and amperes, found " + volts + " and " + amperes);
        }
        if (previous != null && !(volts > previous.volts())) {
            throw new IllegalArgumentException(
                    VOLTS + ": expected more than " + previous.volts() + ", as of the row before, found " + volts);
        }
        return new Point(volts, amperes);
    }

    /**
     * Refuses curves that do not reach from one target to another.
     *
     * @throws FileFormatException where they do not
     */
    void requireSpan(double lowSiemens, double highSiemens) throws FileFormatException {
        final double first = curves.get(0).targetSiemens();
        final double last = curves.get(curves.size() - 1).targetSiemens();
        if (curves.size() > 1 && (first > lowSiemens || last < highSiemens)) {
            throw new FileFormatException(file + ": expected targets from " + lowSiemens + " to " + highSiemens
                    + " siemens, those of the first state and the last, found " + first + " to " + last);
        }
    }

    /**
     * What a state conducts at one voltage over what it conducts at another.
     *
     * @throws FileFormatException where a curve does not reach to both, or carries no current there
     */
    double ratio(double targetSiemens, double volts, double beforeVolts) throws FileFormatException {
        return Between.of(
                curves, GroupedRows.Group::targetSiemens, curve -> ratio(curve, volts, beforeVolts), targetSiemens);
    }

    private double ratio(GroupedRows.Group<Point> curve, double volts, double beforeVolts) throws FileFormatException {
        return siemens(curve, volts) / siemens(curve, beforeVolts);
    }

    private double siemens(GroupedRows.Group<Point> curve, double volts) throws FileFormatException {
        final List<Point> points = curve.rows();
        final double first = points.get(0).volts();
        final double last = points.get(points.size() - 1).volts();
        if (volts < first || volts > last) {
            throw new FileFormatException(
                    file + ": expected curves that reach to " + volts + " V, found " + first + " to " + last);
        }
        final double siemens = Between.of(points, Point::volts, Point::amperes, volts) / volts;
        if (!(siemens > 0 && siemens < Double.POSITIVE_INFINITY)) {
            throw new FileFormatException(
                    file + ": expected a current above 0 at " + volts + " V, found " + siemens * volts + " A");
        }
        return siemens;
    }
}
