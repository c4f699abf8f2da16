package io.memspike.memristor.device;

/**
 * A rectangular voltage pulse.
 *
 * @param volts amplitude, at least 0
 * @param seconds duration, at least 0
 */
public record Pulse(double volts, double seconds) {
    /** No pulse: nothing is spent. */
    public static final Pulse NONE = new Pulse(0, 0);

    public Pulse {
        Checks.requireNotNegative("pulse volts", "voltage", volts);
        Checks.requireNotNegative("pulse seconds", "time in seconds", seconds);
    }

    /** Energy V² G t that a cell of that conductance takes from it. */
    public double joules(double siemens) {
        return volts * volts * siemens * seconds;
    }
}
