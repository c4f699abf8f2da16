package io.memspike.memristor.digital;

/**
 * Numbers of {@code integerBits + fractionBits} bits that count steps of {@code 2^−fractionBits}; a sign is the first of
 * the integer bits (two's complement). Unsigned (1, 7) reaches from 0 to 1.9921875 in steps of 1/128, signed (7, 1) from
 * −64 to 63.5 in steps of ½: eight bits each.
 *
 * @param isSigned whether the first integer bit is a sign
 * @param integerBits bits before the point, at least 1 where signed
 * @param fractionBits bits behind the point
 */
public record FixedPoint(boolean isSigned, int integerBits, int fractionBits) {
    private static final int MAX_BITS = 24;

    public FixedPoint {
        if (integerBits < (isSigned ? 1 : 0)
                || fractionBits < 0
                || integerBits + fractionBits < 1
                || integerBits + fractionBits > MAX_BITS) {
            throw new IllegalArgumentException("fixed point: expected 1 to " + MAX_BITS
                    + " bits, with at least one before the point where signed, found " + integerBits + " and "
                    + fractionBits);
        }
    }

    /** The smallest number, in steps. */
    public int least() {
        return isSigned ? -(1 << integerBits + fractionBits - 1) : 0;
    }

    /** The largest number, in steps. */
    public int most() {
        return (1 << integerBits + fractionBits - (isSigned ? 1 : 0)) - 1;
    }

    /** One step. */
    public double step() {
        return 1.0 / (1 << fractionBits);
    }

    /**
     * The nearest number, in steps; of two as near, the even one.
     *
     * @param what names the number in a refusal
     * @param value finite
     * @param overflow what becomes of a value beyond the range by half a step or more
     */
    public int nearest(String what, double value, Overflow overflow) {
        final double steps = Math.rint(value / step());
        final boolean fits = steps >= least() && steps <= most();
        if (!Double.isFinite(value) || !fits && overflow == Overflow.REFUSE) {
            throw new IllegalArgumentException(what + ": expected a number in [" + least() * step() + ", "
                    + most() * step() + "], found " + value);
        }
        return (int) Math.min(most(), Math.max(least(), steps));
    }
}
