package io.memspike.topology.parameter;

/**
 * Bits of a mask that were written onto devices.
 *
 * @param sets connections that were made
 * @param resets connections that were cut
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
