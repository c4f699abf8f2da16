package io.memspike.topology.parameter;

/**
 * How trained weights are written onto devices.
 *
 * @param levels that a device can be brought to, evenly spaced over the layer's range, in [2, 65536]
 * @param noise standard deviation of what a write lands at, relative to the level that was meant, in [0, 1)
 * @param everyUpdate whether each update of a weight is a write, though its level stays; else only where the level changes
 */
public record Writing(int levels, double noise, boolean everyUpdate) {
    private static final int MOST_LEVELS = 1 << 16;

    /** Checks the ranges. */
    public Writing {
        if (levels < 2 || levels > MOST_LEVELS) {
            throw new IllegalArgumentException("writing: expected 2 to " + MOST_LEVELS + " levels, found " + levels);
        }
        if (!(noise >= 0 && noise < 1)) {
            throw new IllegalArgumentException("writing: expected a relative noise in [0, 1), found " + noise);
        }
    }
}
