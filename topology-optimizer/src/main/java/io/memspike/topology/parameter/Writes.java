package io.memspike.topology.parameter;

/**
 * What was written onto devices: bits of a mask, or weights.
 *
 * @param sets connections that were made, or weights that were brought up
 * @param resets connections that were cut, or weights that were brought down
 */
public record Writes(long sets, long resets) {
    /** None. */
    public static final Writes NONE = new Writes(0, 0);

    /** These and others. */
    public Writes plus(Writes others) {
        return new Writes(sets + others.sets, resets + others.resets);
    }

    /** All of them. */
    public long total() {
        return sets + resets;
    }
}
