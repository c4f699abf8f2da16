package io.memspike.memristor.converter;

/**
 * A digital-to-analogue converter: drives a row with one of few levels. The highest code is full scale, 0 is a level and
 * gives 0, so that silent inputs need no driving. With full scale F and b bits:
 *
 * <pre>
 *   unipolar   codes 0 … 2ᵇ − 1                    level F · curve(code / (2ᵇ − 1))
 *   bipolar    codes −(2ᵇ⁻¹ − 1) … 2ᵇ⁻¹ − 1        level F · curve(code / (2ᵇ⁻¹ − 1))
 * </pre>
 *
 * Values beyond full scale are clipped; the nearest code is taken, halves go up. Immutable.
 *
 * @param bits 1 to 16; at least 2 where bipolar
 * @param polarity which signs are driven
 * @param curve static non-linearity, 0 at 0
 */
public record Dac(int bits, Polarity polarity, TransferCurve curve) {
    /** Largest number of bits: all levels are kept. */
    public static final int MAX_BITS = 16;

    public Dac {
        if (polarity == null || curve == null) {
            throw new IllegalArgumentException(
                    "DAC: expected a polarity and a curve, found " + polarity + ", " + curve);
        }
        final int least = polarity == Polarity.BIPOLAR ? 2 : 1;
        if (bits < least || bits > MAX_BITS) {
            throw new IllegalArgumentException("DAC: expected " + least + " to " + MAX_BITS + " bits, found " + bits);
        }
        if (curve.at(0) != 0) {
            throw new IllegalArgumentException("DAC: expected a transfer curve of 0 at 0, found " + curve.at(0));
        }
    }

    /** A linear converter for values of at least 0. */
    public static Dac unipolar(int bits) {
        return new Dac(bits, Polarity.UNIPOLAR, TransferCurve.IDENTITY);
    }

    /** A linear converter for both signs. */
    public static Dac bipolar(int bits) {
        return new Dac(bits, Polarity.BIPOLAR, TransferCurve.IDENTITY);
    }

    /** The same with another curve. */
    public Dac withCurve(TransferCurve other) {
        return new Dac(bits, polarity, other);
    }

    /** The highest code. */
    public int highestCode() {
        return polarity == Polarity.BIPOLAR ? (1 << bits - 1) - 1 : (1 << bits) - 1;
    }

    /** The lowest code. */
    public int lowestCode() {
        return polarity == Polarity.BIPOLAR ? -highestCode() : 0;
    }
}
