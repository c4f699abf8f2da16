package io.memspike.bench;

import java.util.List;

/**
 * A straight line {@code y = intercept + slope · x} of least squares.
 *
 * @param intercept y at 0
 * @param slope y a unit of x
 * @param determination share of y's variance that the line explains, R², at most 1
 */
public record LineFit(double intercept, double slope, double determination) {
    /**
     * A measured point.
     *
     * @param x cause
     * @param y effect
     */
    public record Point(double x, double y) {}

    /**
     * Fits a line.
     *
     * @param points at least two, with different x
     * @throws IllegalArgumentException for fewer
     */
    public static LineFit of(List<Point> points) {
        final double meanX = points.stream().mapToDouble(Point::x).average().orElse(0);
        final double meanY = points.stream().mapToDouble(Point::y).average().orElse(0);
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (final Point point : points) {
            xx += (point.x - meanX) * (point.x - meanX);
            xy += (point.x - meanX) * (point.y - meanY);
            yy += (point.y - meanY) * (point.y - meanY);
        }
        if (xx == 0) {
            throw new IllegalArgumentException("line: expected two points with different x, found " + points);
        }
        final double slope = xy / xx;
        return new LineFit(meanY - slope * meanX, slope, yy == 0 ? 1 : xy * xy / (xx * yy));
    }

    /** The line at x. */
    public double at(double x) {
        return intercept + slope * x;
    }
}
