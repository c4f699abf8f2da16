package io.memspike.core.synapse.internal;

/**
 * A number to divide by, again and again: times its inverse, which takes a fraction of a division's time, and is exact. Source:
 * Granlund and Montgomery, "Division by invariant integers using multiplication", PLDI 1994.
 */
public final class Divisor {
    private static final int BITS = 62;
    private final long inverse; // 2^62 / divisor, rounded up beyond it: too much by less than 2^-31 in any quotient

    /** Of a positive number. */
    public Divisor(int divisor) {
        inverse = (1L << BITS) / divisor + 1;
    }

    /** How often it goes into a number that is not negative. */
    public int quotient(int dividend) {
        return (int) Math.multiplyHigh((long) dividend << Long.SIZE - BITS, inverse);
    }
}
