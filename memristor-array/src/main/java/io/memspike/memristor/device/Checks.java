package io.memspike.memristor.device;

/** Refusals that several classes of this package share. */
final class Checks {
    private Checks() {}

    static void requireSeconds(double seconds) {
        requireNotNegative("time after programming", "time in seconds", seconds);
    }

    /** Finite and at least 0. */
    static void requireNotNegative(String what, String kind, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + ": expected a finite " + kind + " of at least 0, found " + value);
        }
    }

    /** Finite and above 0. */
    static void requirePositive(String what, String kind, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + ": expected a finite " + kind + " above 0, found " + value);
        }
    }

    /** Programming needs somewhere to go. */
    static void requireWidth(ConductanceRange range) {
        if (range.widthSiemens() == 0) {
            throw new IllegalArgumentException(
                    "conductance range: expected g_min below g_max, found both at " + range.minSiemens());
        }
    }
}
