package io.memspike.memristor.hardware;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.memspike.memristor.converter.Adc;
import io.memspike.memristor.converter.ChannelErrors;
import io.memspike.memristor.converter.Dac;
import io.memspike.memristor.converter.Resolution;
import io.memspike.memristor.converter.TransferCurve;
import io.memspike.memristor.converter.internal.FullScale;

/**
 * The converters around a matrix: an ADC behind each column, both signs, clipping; a DAC before each
 * row; and a digital unit behind the ADCs. Each part works without the others, but errors of ADCs and what corrects them
 * need ADCs. {@link ConverterCalibration} finds full scales.
 *
 * @param bits resolution of ADCs, 1 to 16; 0 reads columns exactly
 * @param nonlinearity strength of a cubic non-linearity, in [−½, 1]: {@link TransferCurve#cubic}
 * @param noiseLsb standard deviation of the thermal noise of each conversion, in LSB
 * @param quantile share of a layer's sums other than 0 that its full scale holds, in (0, 1]
 * @param offsetLsb standard deviation of the columns' offsets, in LSB
 * @param gainSigma standard deviation of the columns' gains, as a fraction
 * @param dacBits resolution of DACs for values of at least 0, 1 to 16; 0 drives rows exactly
 * @param digital what corrects offsets and gains; null for nothing
 * @param shape where the ADCs' transitions lie beside that; null where {@link AdcShape#USUAL} says it
 */
public record ConverterPlan(
        @JsonProperty(required = true) int bits,
        @JsonProperty(required = true) double nonlinearity,
        @JsonProperty(required = true) double noiseLsb,
        @JsonProperty(required = true) double quantile,
        double offsetLsb,
        double gainSigma,
        int dacBits,
        @JsonInclude(JsonInclude.Include.NON_NULL) DigitalUnit digital,
        @JsonInclude(JsonInclude.Include.NON_NULL) AdcShape shape) {
    /**
     * Share of sums within full scale unless another is given; with {@link ConverterCalibration#MOST_LSB} the one rule for
     * training, evaluation and studies. Linear ADCs read PRIME's convolutional network best from here to 1 and lose by
     * clipping below (8 bits: 86.9, 94.9, 96.4, 96.7, 96.4 % of 2,000 digits at 0.9, 0.97, 0.99, 0.999 and 1); ADCs that
     * bend strongly hide small sums, all the more the wider their range.
     */
    public static final double QUANTILE = 0.99;

    /** No converters. */
    public static final ConverterPlan EXACT = new ConverterPlan(0, 0, 0, QUANTILE, 0, 0, 0, null);

    public ConverterPlan {
        shape = AdcShape.USUAL.equals(shape) ? null : shape;
        if (bits < 0 || bits > Adc.MAX_TABLE_BITS) {
            throw new IllegalArgumentException(
                    "converters: expected 0 to " + Adc.MAX_TABLE_BITS + " bits, found " + bits);
        }
        FullScale.requireQuantile(quantile);
        final boolean isPlain = nonlinearity == 0 && noiseLsb == 0 && offsetLsb == 0 && gainSigma == 0;
        if (bits > 0 || !isPlain) {
            adc(bits, nonlinearity, noiseLsb, shape).withErrors(ChannelErrors.mismatch(offsetLsb, gainSigma)); // checks
        }
        if (bits == 0 && !(isPlain && digital == null && shape == null)) {
            throw new IllegalArgumentException("converters: expected at least 1 ADC bit with errors or a digital unit,"
                    + " which ADCs have, found 0");
        }
        if (dacBits != 0) {
            Dac.unipolar(dacBits); // checks
        }
    }

    /** Without a shape of its own. */
    public ConverterPlan(
            int bits,
            double nonlinearity,
            double noiseLsb,
            double quantile,
            double offsetLsb,
            double gainSigma,
            int dacBits,
            DigitalUnit digital) {
        this(bits, nonlinearity, noiseLsb, quantile, offsetLsb, gainSigma, dacBits, digital, null);
    }

    /** ADCs alone, all columns alike. */
    public ConverterPlan(int bits, double nonlinearity, double noiseLsb, double quantile) {
        this(bits, nonlinearity, noiseLsb, quantile, 0, 0, 0, null);
    }

    /** The same with ADCs of other resolution; 0 for none. */
    public ConverterPlan withBits(int other) {
        return new ConverterPlan(
                other, nonlinearity, noiseLsb, quantile, offsetLsb, gainSigma, dacBits, digital, shape);
    }

    /** The same with another non-linearity. */
    public ConverterPlan withNonlinearity(double strength) {
        return new ConverterPlan(bits, strength, noiseLsb, quantile, offsetLsb, gainSigma, dacBits, digital, shape);
    }

    /** The same with other noise. */
    public ConverterPlan withNoise(double sigmaLsb) {
        return new ConverterPlan(bits, nonlinearity, sigmaLsb, quantile, offsetLsb, gainSigma, dacBits, digital, shape);
    }

    /** The same with other mismatch between columns. */
    public ConverterPlan withMismatch(double offsetSigmaLsb, double sigmaOfGain) {
        return new ConverterPlan(
                bits, nonlinearity, noiseLsb, quantile, offsetSigmaLsb, sigmaOfGain, dacBits, digital, shape);
    }

    /** The same with other DACs; 0 for none. */
    public ConverterPlan withDacBits(int other) {
        return new ConverterPlan(bits, nonlinearity, noiseLsb, quantile, offsetLsb, gainSigma, other, digital, shape);
    }

    /** The same with another digital unit; null for none. */
    public ConverterPlan with(DigitalUnit other) {
        return new ConverterPlan(bits, nonlinearity, noiseLsb, quantile, offsetLsb, gainSigma, dacBits, other, shape);
    }

    /** The same with transitions elsewhere; null for ideal ones. */
    public ConverterPlan with(AdcShape other) {
        return new ConverterPlan(bits, nonlinearity, noiseLsb, quantile, offsetLsb, gainSigma, dacBits, digital, other);
    }

    /** Whether rows are driven and columns read exactly. */
    @JsonIgnore
    public boolean isExact() {
        return bits == 0 && dacBits == 0;
    }

    /** Whether columns that nothing drives are told as 0, always and everywhere. */
    public boolean tellsZero() {
        return bits == 0 || digital == null && adc().tellsZero();
    }

    /** What one ADC is like. */
    public Adc adc() {
        return adc(bits, nonlinearity, noiseLsb, shape).withErrors(ChannelErrors.mismatch(offsetLsb, gainSigma));
    }

    private static Adc adc(int bits, double nonlinearity, double noiseLsb, AdcShape shape) {
        final Resolution resolution = Resolution.bipolar(bits);
        final AdcShape of = shape == null ? AdcShape.USUAL : shape;
        return Adc.of(resolution, of.adcCircuit())
                .withCurve(of.curve(resolution, nonlinearity))
                .withThermalNoise(noiseLsb);
    }
}
