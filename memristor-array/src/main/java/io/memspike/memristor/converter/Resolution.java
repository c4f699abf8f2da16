package io.memspike.memristor.converter;

/**
 * How finely an ADC tells values apart. Codes are spaced by one LSB, 0 is a code, and a code stands for the values that
 * are nearest to it; halves go up. With full scale F and b bits:
 *
 * <pre>
 *              LSB          codes                     range
 *   unipolar   F / 2ᵇ       0 … 2ᵇ − 1                [0, F]
 *   bipolar    2F / 2ᵇ      −2ᵇ⁻¹ … 2ᵇ⁻¹ − 1          [−F, F]
 * </pre>
 *
 * @param bits 1 to 24; 0 does not quantise, and the LSB that errors are counted in is then the whole range
 * @param polarity which signs are told
 * @param clips whether the range ends at its ends, as every real one does; if not, codes go on as far as they must
 */
public record Resolution(int bits, Polarity polarity, boolean clips) {
    /** Largest number of bits: a {@code float} has no more. */
    public static final int MAX_BITS = 24;

    public Resolution {
        if (bits < 0 || bits > MAX_BITS) {
            throw new IllegalArgumentException("converter: expected 0 to " + MAX_BITS + " bits, found " + bits);
        }
        if (polarity == null) {
            throw new IllegalArgumentException("converter: expected a polarity, found none");
        }
    }

    /** Bits for both signs, clipping. */
    public static Resolution bipolar(int bits) {
        return new Resolution(bits, Polarity.BIPOLAR, true);
    }

    /** Bits for values of at least 0, clipping. */
    public static Resolution unipolar(int bits) {
        return new Resolution(bits, Polarity.UNIPOLAR, true);
    }

    /** One LSB as a fraction of full scale. */
    public double lsb() {
        return polarity.span() / codes();
    }

    /** Number of codes, 2ᵇ. */
    public int codes() {
        return 1 << bits;
    }

    /** The lowest code. */
    public int lowestCode() {
        return polarity == Polarity.BIPOLAR ? -(codes() / 2) : 0;
    }

    /** Where 0 lies, in LSB above the lower end of the range. */
    double zero() {
        return -polarity.from() / lsb();
    }
}
