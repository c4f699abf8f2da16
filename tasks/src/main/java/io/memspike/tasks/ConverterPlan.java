package io.memspike.tasks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.memspike.memristor.converter.Adc;
import io.memspike.memristor.converter.FullScale;
import io.memspike.memristor.converter.Resolution;
import io.memspike.memristor.converter.TransferCurve;

/**
 * The converters behind every layer of a classifier: one for each output channel, both signs, clipping.
 *
 * @param bits resolution, 1 to 16
 * @param nonlinearity strength of a cubic non-linearity, in [−½, 1]: {@link TransferCurve#cubic}
 * @param noiseLsb standard deviation of the thermal noise of each conversion, in LSB
 * @param quantile share of a layer's sums other than 0 that its full scale holds, in (0, 1]
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConverterPlan(int bits, double nonlinearity, double noiseLsb, double quantile) {
    /** Share of sums within full scale unless another is given. */
    public static final double QUANTILE = 0.97;

    public ConverterPlan {
        if (bits < 1 || bits > Adc.MAX_TABLE_BITS) {
            throw new IllegalArgumentException(
                    "converters: expected 1 to " + Adc.MAX_TABLE_BITS + " bits, found " + bits);
        }
        FullScale.requireQuantile(quantile);
        adc(bits, nonlinearity, noiseLsb);
    }

    /** What one converter is like. */
    Adc adc() {
        return adc(bits, nonlinearity, noiseLsb);
    }

    private static Adc adc(int bits, double nonlinearity, double noiseLsb) {
        return Adc.sar(Resolution.bipolar(bits))
                .withCurve(TransferCurve.cubic(nonlinearity))
                .withThermalNoise(noiseLsb);
    }
}
