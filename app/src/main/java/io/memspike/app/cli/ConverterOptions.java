package io.memspike.app.cli;

import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.tasks.plan.ConverterChoice;
import picocli.CommandLine.Option;

/** {@link ConverterChoice} of commands without a plan. */
public final class ConverterOptions {
    @Option(
            names = "--adc-bits",
            paramLabel = "B|off",
            description = "Read every layer's columns through ADCs of B bits, 1 to 16; off or 0 reads exactly"
                    + " (default: as the model was trained).")
    private String bits;

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
            names = "--adc-offset",
            paramLabel = "SIGMA",
            description = "Deviation between the columns' offsets, drawn from --seed, in LSB (default: 0).")
    private Double offset;

    @Option(
            names = "--adc-gain",
            paramLabel = "SIGMA",
            description = "Deviation between the columns' gains, drawn from --seed, as a fraction (default: 0).")
    private Double gain;

    @Option(
            names = "--adc-quantile",
            paramLabel = "Q",
            description = "Full scale of a layer: holds this share of its currents on 32 training samples (default: "
                    + ConverterPlan.QUANTILE + ", or as the model was trained).")
    private Double quantile;

    @Option(
            names = "--digital-unit",
            paramLabel = "B|float|off",
            description = "Correct offsets and gains digitally behind the ADCs: in fixed point of B bits, 8 as"
                    + " published, or in floating point (default: off).")
    private String digital;

    @Option(
            names = "--dac-bits",
            paramLabel = "B|off",
            description = "Drive rows through DACs of B bits, 1 to 16; full scale is the largest input on 32 training"
                    + " samples (default: exactly).")
    private String dacBits;

    /** The converters asked for; {@code trained} are those that the model was trained with. */
    public ConverterPlan plan(ConverterPlan trained) {
        return new ConverterChoice(bits, nonlinearity, noise, offset, gain, quantile, digital, dacBits).plan(trained);
    }
}
