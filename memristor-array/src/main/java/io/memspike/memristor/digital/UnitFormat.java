package io.memspike.memristor.digital;

/**
 * Widths of a {@link NearMemoryUnit}. That scale is unsigned (1, 7) and offset signed (7, 1) is published (arXiv
 * 2402.07549), and that bits are cut before the rounding; how many is open there and a choice here.
 *
 * @param scale format of the scales
 * @param offset format of the offsets; no finer than the scales
 * @param inputBits bits of a code that comes in, sign included, 2 to 24
 * @param cutBits fraction bits that are cut before rounding, from 0 to all of the scale's
 * @param outputBits bits of a result, sign included, 2 to 24
 */
public record UnitFormat(FixedPoint scale, FixedPoint offset, int inputBits, int cutBits, int outputBits) {
    private static final int MAX_BITS = 24;
    private static final int KEPT_BITS = 3; // of a sum's fraction

    public UnitFormat {
        if (offset.fractionBits() > scale.fractionBits()) {
            throw new IllegalArgumentException("digital unit: expected an offset of at most " + scale.fractionBits()
                    + " fraction bits, as the scale, found " + offset.fractionBits());
        }
        if (cutBits < 0 || cutBits > scale.fractionBits()) {
            throw new IllegalArgumentException(
                    "digital unit: expected to cut 0 to " + scale.fractionBits() + " fraction bits, found " + cutBits);
        }
        if (inputBits < 2 || inputBits > MAX_BITS || outputBits < 2 || outputBits > MAX_BITS) {
            throw new IllegalArgumentException("digital unit: expected codes of 2 to " + MAX_BITS + " bits, found "
                    + inputBits + " in and " + outputBits + " out");
        }
    }

    /**
     * The same kind in other widths: scale unsigned (1, width − 1), offset signed (width − 1, 1); fraction bits are cut
     * down to 3, which changes no result.
     *
     * @param width bits of a scale and of an offset, 2 to 24
     * @param codeBits bits of a code, sign included, in and out, 2 to 24
     */
    public static UnitFormat of(int width, int codeBits) {
        if (width < 2 || width > MAX_BITS) {
            throw new IllegalArgumentException(
                    "digital unit: expected scales of 2 to " + MAX_BITS + " bits, found " + width);
        }
        final int fraction = width - 1;
        return new UnitFormat(
                new FixedPoint(false, 1, fraction),
                new FixedPoint(true, fraction, 1),
                codeBits,
                Math.max(0, fraction - KEPT_BITS),
                codeBits);
    }
}
