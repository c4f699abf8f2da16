package io.memspike.tasks.array;

import io.memspike.memristor.hardware.Hardware;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The strengths of one effect that a study goes through.
 *
 * @param effect what is varied
 * @param values its strengths, in the order given, 1 to {@link #MAX_POINTS}
 * @param logarithmic whether they are spaced by equal factors
 */
public record Sweep(SweptEffect effect, List<Double> values, boolean logarithmic) {
    /** Most points of a sweep. */
    public static final int MAX_POINTS = 1000;

    private static final String FORM =
            "NAME=FROM..TO/POINTS, NAME=log:FROM..TO/POINTS or NAME=VALUE,VALUE,…, with at least one point";
    private static final String LOG = "log:";

    public Sweep {
        Objects.requireNonNull(effect);
        values = List.copyOf(values);
        if (values.isEmpty() || values.size() > MAX_POINTS) {
            throw new IllegalArgumentException(
                    "sweep: expected 1 to " + MAX_POINTS + " points, found " + values.size());
        }
    }

    /**
     * Reads {@code read-noise=0..0.3/7} (both ends among the points), {@code drift-time=log:1..1e6/7} (equal factors) or
     * {@code adc-bits=4,6,8}.
     *
     * @throws IllegalArgumentException where it is none of these, or names no effect
     */
    public static Sweep parse(String text) {
        final int equals = text.indexOf('=');
        if (equals < 0) {
            throw malformed(text);
        }
        final SweptEffect effect = SweptEffect.of(text.substring(0, equals));
        final String points = text.substring(equals + 1);
        try {
            if (!points.contains("..")) {
                return new Sweep(effect, list(points), false);
            }
            final boolean logarithmic = points.startsWith(LOG);
            return new Sweep(
                    effect, range(logarithmic ? points.substring(LOG.length()) : points, logarithmic), logarithmic);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(malformed(text).getMessage(), e);
        }
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("sweep: expected " + FORM + ", found '" + text + "'");
    }

    private static List<Double> list(String points) {
        return Arrays.stream(points.split(",", -1)).map(Double::valueOf).toList();
    }

    private static List<Double> range(String points, boolean logarithmic) {
        final int dots = points.indexOf("..");
        final int slash = points.indexOf('/', dots);
        if (slash < 0) {
            throw new NumberFormatException(points);
        }
        final double from = Double.parseDouble(points.substring(0, dots));
        final double to = Double.parseDouble(points.substring(dots + 2, slash));
        final int n = Integer.parseInt(points.substring(slash + 1));
        if (n < 1 || n > MAX_POINTS) {
            throw new IllegalArgumentException("sweep: expected 1 to " + MAX_POINTS + " points, found " + n);
        }
        if (n == 1 && from != to) {
            throw new IllegalArgumentException(
                    "sweep: expected at least 2 points from " + from + " to " + to + ", found 1");
        }
        if (logarithmic && !(from > 0 && to > 0)) {
            throw new IllegalArgumentException(
                    "sweep: expected a logarithmic range above 0, found " + from + " to " + to);
        }
        final List<Double> values = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            values.add(
                    i == n - 1 ? to : logarithmic ? geometric(from, to, i, n - 1) : from + (to - from) * i / (n - 1));
        }
        return values;
    }

    private static double geometric(double from, double to, int i, int steps) {
        return i == 0 ? from : from * StrictMath.pow(to / from, (double) i / steps);
    }

    /**
     * The array at each point.
     *
     * @param fixed what does not change
     * @throws IllegalArgumentException where a strength cannot be, or does nothing to such an array
     */
    public List<Hardware> hardware(Hardware fixed) {
        return values.stream().map(value -> effect.of(fixed, value)).toList();
    }
}
