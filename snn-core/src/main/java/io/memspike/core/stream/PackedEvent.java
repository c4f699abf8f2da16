package io.memspike.core.stream;

/**
 * One event in 64 bits; comparing two packed events compares their times first.
 *
 * <pre>
 *   63 62                     23 22          12 11           1  0
 *  +--+-------------------------+--------------+--------------+--+
 *  |0 | microseconds, 40 bits   | y, 11 bits   | x, 11 bits   |p |   p: 1 = ON (brighter), 0 = OFF
 *  +--+-------------------------+--------------+--------------+--+
 * </pre>
 *
 * <p>Forty bits of microseconds last for twelve days.
 */
public final class PackedEvent {
    /** The largest x and y. */
    public static final int MAX_COORDINATE = (1 << 11) - 1;

    /** The latest time. */
    public static final long MAX_MICROS = (1L << 40) - 1;

    private static final int X_SHIFT = 1;
    private static final int Y_SHIFT = 12;
    private static final int MICROS_SHIFT = 23;

    private PackedEvent() {}

    /**
     * Packs an event.
     *
     * @param micros in [0, {@link #MAX_MICROS}]
     * @param x column, in [0, {@link #MAX_COORDINATE}]
     * @param y row, in [0, {@link #MAX_COORDINATE}]
     * @param on whether it grew brighter
     */
    public static long of(long micros, int x, int y, boolean on) {
        if ((micros & ~MAX_MICROS) != 0 || ((x | y) & ~MAX_COORDINATE) != 0) {
            throw new IllegalArgumentException("event: expected micros in [0, " + MAX_MICROS + "], x and y in [0, "
                    + MAX_COORDINATE + "], found micros=" + micros + " x=" + x + " y=" + y);
        }
        return micros << MICROS_SHIFT | (long) y << Y_SHIFT | (long) x << X_SHIFT | (on ? 1 : 0);
    }

    /** Time in microseconds. */
    public static long micros(long event) {
        return event >>> MICROS_SHIFT;
    }

    /** Column. */
    public static int x(long event) {
        return (int) (event >>> X_SHIFT) & MAX_COORDINATE;
    }

    /** Row. */
    public static int y(long event) {
        return (int) (event >>> Y_SHIFT) & MAX_COORDINATE;
    }

    /** Whether it grew brighter. */
    public static boolean isOn(long event) {
        return (event & 1) != 0;
    }

    /** Channel of the event: 0 = OFF, 1 = ON. */
    public static int channel(long event) {
        return (int) event & 1;
    }
}
