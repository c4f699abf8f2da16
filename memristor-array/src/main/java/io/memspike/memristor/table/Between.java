package io.memspike.memristor.table;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** What lies between points that were measured. */
final class Between {
    private Between() {}

    /** What a point says. */
    interface Value<T, E extends Exception> {
        double of(T point) throws E;
    }

    /**
     * On the line through the two points that lie around a place; at the first and the last, and beyond them, what they are themselves.
     *
     * @param points in ascending order of places, at least one
     * @param scale in which what lies between two of them is on a line, ascending
     */
    static <T, E extends Exception> double of(
            List<T> points, ToDoubleFunction<T> place, DoubleUnaryOperator scale, Value<T, E> value, double at)
            throws E {
        int next = 0;
        while (next < points.size() - 1 && place.applyAsDouble(points.get(next)) < at) {
            next++;
        }
        final T high = points.get(next);
        if (next == 0 || at >= place.applyAsDouble(high)) {
            return value.of(high);
        }
        final T low = points.get(next - 1);
        return linear(
                scale.applyAsDouble(at),
                scale.applyAsDouble(place.applyAsDouble(low)),
                value.of(low),
                scale.applyAsDouble(place.applyAsDouble(high)),
                value.of(high));
    }

    /** The same where it is on a line as it is. */
    static <T, E extends Exception> double of(List<T> points, ToDoubleFunction<T> place, Value<T, E> value, double at)
            throws E {
        return of(points, place, DoubleUnaryOperator.identity(), value, at);
    }

    private static double linear(double x, double lowX, double lowY, double highX, double highY) {
        if (x <= lowX) {
            return lowY;
        }
        return x >= highX ? highY : lowY + (highY - lowY) * ((x - lowX) / (highX - lowX));
    }
}
