package io.memspike.memristor.converter;

/**
 * An analogue-to-digital converter and all that is wrong with it. A value x, in full scales, becomes the code of
 *
 * <pre>  curve(clip((1 + gain) · x + offset + noise))</pre>
 *
 * with gain and offset of its column, noise of the conversion and transitions of its circuit. Each part is off unless it
 * is asked for, and works without the others. {@link AdcReadout} puts one to work.
 *
 * @param resolution bits, range and clipping
 * @param circuit how codes are found
 * @param curve static non-linearity that all columns share, such as that of the amplifier before the converters; must not
 *     fall within the range. Beyond the range, where nothing clips, it goes on as a straight line.
 * @param errors offset, gain and their mismatch between columns
 * @param thermalSigmaLsb standard deviation of the noise at the input, afresh at each conversion, in LSB
 */
public record Adc(
        Resolution resolution, AdcCircuit circuit, TransferCurve curve, ChannelErrors errors, double thermalSigmaLsb) {
    /** Most bits of a converter whose transitions are not ideal: all of them are kept. */
    public static final int MAX_TABLE_BITS = 16;

    private static final int CURVE_CHECKS = 4096;

    public Adc {
        if (resolution == null || circuit == null || curve == null || errors == null) {
            throw new IllegalArgumentException("ADC: expected a resolution, a circuit, a curve and errors, found "
                    + resolution + ", " + circuit + ", " + curve + ", " + errors);
        }
        if (!ChannelErrors.isSigma(thermalSigmaLsb)) {
            throw new IllegalArgumentException(
                    "ADC: expected finite thermal noise of at least 0 LSB, found " + thermalSigmaLsb);
        }
        final int bits = resolution.bits();
        requireBits(bits, curve.equals(TransferCurve.IDENTITY) ? Resolution.MAX_BITS : MAX_TABLE_BITS, "a curve");
        requireBits(bits, circuit.isIdeal() ? Resolution.MAX_BITS : MAX_TABLE_BITS, "uneven transitions");
        requireBits(
                bits,
                circuit.differsByColumn() || curve.differsByColumn() ? AdcCircuit.MAX_SPREAD_BITS : Resolution.MAX_BITS,
                "transitions that differ by column");
        if (bits == 0 && (!circuit.isIdeal() || curve.differsByColumn())) {
            throw new IllegalArgumentException("ADC: expected at least 1 bit with uneven transitions, found 0");
        }
        curve.all().forEach(each -> requireRising(each, resolution.polarity()));
    }

    private static void requireBits(int bits, int most, String with) {
        if (bits > most) {
            throw new IllegalArgumentException(
                    "ADC: expected at most " + most + " bits with " + with + ", found " + bits);
        }
    }

    private static void requireRising(TransferCurve curve, Polarity polarity) {
        double before = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= CURVE_CHECKS; i++) {
            final double at = polarity.from() + i * polarity.span() / CURVE_CHECKS;
            final double value = curve.at(at);
            if (!(value >= before - 1e-12)) { // of rounding
                throw new IllegalArgumentException("ADC: expected a transfer curve that does not fall, found " + value
                        + " after " + before + " at " + at + " of full scale");
            }
            before = value;
        }
    }

    /** A successive-approximation converter with nothing wrong but its resolution. */
    public static Adc sar(Resolution resolution) {
        return of(resolution, new AdcCircuit.Sar(0));
    }

    /** A converter of that circuit without curve, errors and noise. */
    public static Adc of(Resolution resolution, AdcCircuit circuit) {
        return new Adc(resolution, circuit, TransferCurve.IDENTITY, ChannelErrors.NONE, 0);
    }

    /** The same with another curve. */
    public Adc withCurve(TransferCurve other) {
        return new Adc(resolution, circuit, other, errors, thermalSigmaLsb);
    }

    /** The same with other offset and gain errors. */
    public Adc withErrors(ChannelErrors other) {
        return new Adc(resolution, circuit, curve, other, thermalSigmaLsb);
    }

    /** The same with other noise. */
    public Adc withThermalNoise(double sigmaLsb) {
        return new Adc(resolution, circuit, curve, errors, sigmaLsb);
    }

    /** Whether each column's transitions are its own. */
    boolean differsByColumn() {
        return resolution.bits() > 0 && (circuit.differsByColumn() || curve.differsByColumn());
    }

    /** Whether 0 is told as 0, always and by every column: a read that nothing drives then says nothing. */
    public boolean tellsZero() {
        if (thermalSigmaLsb > 0 || errors.offsetLsb() != 0 || errors.offsetSigmaLsb() > 0 || differsByColumn()) {
            return false;
        }
        final float[] sum = {0f};
        new AdcReadout(this, 1, 0, 0).convert(sum, 1, 1, 0, 0);
        return sum[0] == 0f;
    }

    /** Whether values pass as they are. */
    public boolean isExact() {
        return resolution.bits() == 0
                && !resolution.clips()
                && curve.equals(TransferCurve.IDENTITY)
                && errors.equals(ChannelErrors.NONE)
                && thermalSigmaLsb == 0;
    }
}
