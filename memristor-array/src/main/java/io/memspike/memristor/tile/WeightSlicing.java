package io.memspike.memristor.tile;

/**
 * Weights in cells of few levels: a weight's magnitude becomes a whole number, and each cell holds some of its bits.
 *
 * <pre>  code = round(|weight| / largest · (2^weightBits − 1))
 *  code = Σ digit[s] · 2^(s · bitsPerCell),   digit[s] in [0, 2^bitsPerCell)</pre>
 *
 * A pair has the digits on the side of the weight's sign and zeros on the other. An offset column has those of
 * {@code sign · code + 2^weightBits}, one bit more, so that only the top slice needs a reference: the digit of
 * 2^weightBits there, 0 in all others. Slices are converted apart; shifts and additions put them together.
 *
 * @param weightBits bits of a weight's magnitude, 1 to 16; 0 with {@code bitsPerCell} 0: no slicing, one analogue cell
 * @param bitsPerCell bits that one cell holds, 1 to {@code weightBits}
 */
public record WeightSlicing(int weightBits, int bitsPerCell) {
    /** Most bits of a magnitude. */
    public static final int MOST_BITS = 16;

    /** One analogue cell holds all of a weight. */
    public static final WeightSlicing NONE = new WeightSlicing(0, 0);

    public WeightSlicing {
        final boolean none = weightBits == 0 && bitsPerCell == 0;
        if (!none && (weightBits < 1 || weightBits > MOST_BITS)) {
            throw new IllegalArgumentException(
                    "weight slicing: expected 1 to " + MOST_BITS + " weight bits, found " + weightBits);
        }
        if (!none && (bitsPerCell < 1 || bitsPerCell > weightBits)) {
            throw new IllegalArgumentException(
                    "weight slicing: expected 1 to " + weightBits + " bits per cell, found " + bitsPerCell);
        }
    }

    /** Whether weights are sliced at all. */
    public boolean isPresent() {
        return weightBits > 0;
    }

    /** Slices of a weight under a sign scheme; 1 without slicing. */
    public int slices(SignScheme signs) {
        final int bits = signs == SignScheme.OFFSET_COLUMN ? weightBits + 1 : weightBits;
        return isPresent() ? (bits + bitsPerCell - 1) / bitsPerCell : 1;
    }

    /** Largest code, 2^weightBits − 1. */
    public int largestCode() {
        return (1 << weightBits) - 1;
    }

    /** Largest digit, 2^bitsPerCell − 1. */
    public int largestDigit() {
        return (1 << bitsPerCell) - 1;
    }

    /** What is added to a signed code in an offset column, 2^weightBits. */
    public int offset() {
        return 1 << weightBits;
    }

    /**
     * The signed code of a weight.
     *
     * @param weight magnitude at most {@code largest}
     * @param largest largest magnitude of the layer, at least 0; where it is 0 all codes are
     */
    public int code(double weight, double largest) {
        final int magnitude = largest == 0 ? 0 : (int) Math.round(Math.abs(weight) / largest * largestCode());
        return weight < 0 ? -magnitude : magnitude;
    }

    /** Digit of slice {@code slice}, 0 being the lowest, of a code that is not negative. */
    public int digit(int code, int slice) {
        return code >> slice * bitsPerCell & largestDigit();
    }
}
