package io.memspike.app;

import io.memspike.tasks.ConverterPlan;
import picocli.CommandLine.Option;

/** Options of the converters behind a network's layers; training and evaluation have the same. */
final class AdcOptions {
    @Option(
            names = "--adc-bits",
            paramLabel = "B",
            description = "Read every layer's columns through ADCs of B bits, 1 to 16 (default: exactly).")
    private Integer bits;

    @Option(
            names = "--adc-nonlinearity",
            paramLabel = "X",
            description = "Their non-linearity: (1 - X) x + X x^3 of full scale, X in [-0.5, 1] (default: 0).")
    private Double nonlinearity;

    @Option(
            names = "--adc-noise",
            paramLabel = "SIGMA",
            description = "Thermal noise of each conversion, in LSB (default: 0).")
    private Double noise;

    @Option(
            names = "--adc-quantile",
            paramLabel = "Q",
            description = "Full scale of a layer: holds this share of its currents on 32 training samples (default: "
                    + ConverterPlan.QUANTILE + ", or as the model was trained).")
    private Double quantile;

    /** The converters asked for, or null. */
    ConverterPlan plan() {
        if (bits == null) {
            if (nonlinearity != null || noise != null || quantile != null) {
                throw new IllegalArgumentException("expected --adc-bits with other --adc options, found none");
            }
            return null;
        }
        return new ConverterPlan(
                bits,
                nonlinearity == null ? 0 : nonlinearity,
                noise == null ? 0 : noise,
                quantile == null ? ConverterPlan.QUANTILE : quantile);
    }

    /** Whether full scales are to be found anew even where the model has its own. */
    boolean asksForFullScale() {
        return quantile != null;
    }
}
