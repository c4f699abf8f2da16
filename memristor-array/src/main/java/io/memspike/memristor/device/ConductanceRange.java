package io.memspike.memristor.device;

/**
 * The conductances that a cell can have, all of them or a number of equally spaced levels with both ends among them.
 *
 * @param minSiemens smallest conductance, at least 0
 * @param maxSiemens largest conductance, at least the smallest
 * @param levels number of levels, at least 2, or {@link #CONTINUOUS}
 */
public record ConductanceRange(double minSiemens, double maxSiemens, int levels) {
    /** In place of a number of levels: every conductance of the range. */
    public static final int CONTINUOUS = 0;

    public ConductanceRange {
        Checks.requireNotNegative("g_min", "conductance", minSiemens);
        Checks.requireNotNegative("g_max", "conductance", maxSiemens);
        if (minSiemens > maxSiemens) {
            throw new IllegalArgumentException(
                    "conductance range: expected g_min up to g_max, found " + minSiemens + " above " + maxSiemens);
        }
        if (levels != CONTINUOUS && levels < 2) {
            throw new IllegalArgumentException(
                    "conductance range: expected at least 2 levels, or 0 for all conductances, found " + levels);
        }
    }

    /** All conductances between two. */
    public ConductanceRange(double minSiemens, double maxSiemens) {
        this(minSiemens, maxSiemens, CONTINUOUS);
    }

    /** The same range with another number of levels. */
    public ConductanceRange withLevels(int newLevels) {
        return new ConductanceRange(minSiemens, maxSiemens, newLevels);
    }

    /** Width of the range in siemens. */
    public double widthSiemens() {
        return maxSiemens - minSiemens;
    }

    /** Middle of the range in siemens. */
    public double midSiemens() {
        return minSiemens + widthSiemens() / 2;
    }

    /**
     * The level nearest to a conductance, the upper one of two; the conductance itself where all are allowed.
     *
     * @throws IllegalArgumentException where it lies outside of the range
     */
    public double nearest(double siemens) {
        if (!(siemens >= minSiemens && siemens <= maxSiemens)) {
            throw new IllegalArgumentException("target: expected a conductance from " + minSiemens + " to " + maxSiemens
                    + " siemens, found " + siemens);
        }
        return levels == CONTINUOUS || widthSiemens() == 0
                ? siemens
                : level((int) ((siemens - minSiemens) / widthSiemens() * (levels - 1) + 0.5));
    }

    /** Level {@code i} in siemens, from 0 for the smallest conductance to {@code levels − 1} for the largest. */
    public double level(int i) {
        if (i < 0 || i >= levels) {
            throw new IllegalArgumentException("level: expected one of " + levels + " from 0 up, found " + i);
        }
        return i == levels - 1 ? maxSiemens : minSiemens + widthSiemens() * i / (levels - 1);
    }
}
