package io.memspike.memristor.converter;

/**
 * Offset and gain error of a converter, the same at every conversion: {@code v = (1 + gain) · x + offset}. Each column
 * has a converter of its own, so each has normal deviates of its own besides what all have in common.
 *
 * @param offsetLsb offset of all columns, in LSB
 * @param gain gain error of all columns, as a fraction, above −1
 * @param offsetSigmaLsb standard deviation of the offset between columns, in LSB
 * @param gainSigma standard deviation of the gain between columns, as a fraction
 */
public record ChannelErrors(double offsetLsb, double gain, double offsetSigmaLsb, double gainSigma) {
    /** No error. */
    public static final ChannelErrors NONE = new ChannelErrors(0, 0, 0, 0);

    public ChannelErrors {
        if (!Double.isFinite(offsetLsb) || !(gain > -1 && gain < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("converter: expected a finite offset and a gain error above -1, found"
                    + " offsetLsb=" + offsetLsb + " gain=" + gain);
        }
        if (!isSigma(offsetSigmaLsb) || !isSigma(gainSigma)) {
            throw new IllegalArgumentException(
                    "converter: expected finite mismatch of at least 0, found offsetSigmaLsb=" + offsetSigmaLsb
                            + " gainSigma=" + gainSigma);
        }
    }

    /** Mismatch between columns alone. */
    public static ChannelErrors mismatch(double offsetSigmaLsb, double gainSigma) {
        return new ChannelErrors(0, 0, offsetSigmaLsb, gainSigma);
    }

    static boolean isSigma(double sigma) {
        return sigma >= 0 && sigma < Double.POSITIVE_INFINITY;
    }
}
