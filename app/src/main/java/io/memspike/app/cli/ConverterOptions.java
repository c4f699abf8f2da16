package io.memspike.app.cli;

import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.DigitalUnit;
import java.util.Locale;
import picocli.CommandLine.Option;

/**
 * Options of the converters around a network's layers; training, evaluation and studies have the same. What is not given
 * stays as the model was trained.
 */
public final class ConverterOptions {
    private static final String OFF = "off";

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

    /**
     * The converters asked for.
     *
     * @param trained those that the model was trained with
     * @throws IllegalArgumentException where options contradict each other
     */
    public ConverterPlan plan(ConverterPlan trained) {
        final int adc = bits == null ? trained.bits() : bits("--adc-bits", bits);
        final boolean describes =
                nonlinearity != null || noise != null || offset != null || gain != null || quantile != null;
        if (adc == 0 && (describes || digital != null && !digital.equals(OFF))) {
            throw new IllegalArgumentException("expected --adc-bits with other --adc options and --digital-unit, found "
                    + (bits == null ? "none" : bits));
        }
        final ConverterPlan of = adc == 0 ? ConverterPlan.EXACT : trained;
        return new ConverterPlan(
                adc,
                or(nonlinearity, of.nonlinearity()),
                or(noise, of.noiseLsb()),
                or(quantile, of.quantile()),
                or(offset, of.offsetLsb()),
                or(gain, of.gainSigma()),
                dacBits == null ? trained.dacBits() : bits("--dac-bits", dacBits),
                digital == null ? of.digital() : digital.equals(OFF) ? null : DigitalUnit.parse(digital));
    }

    private static double or(Double given, double otherwise) {
        return given == null ? otherwise : given;
    }

    private static int bits(String option, String text) {
        try {
            return text.equals(OFF) ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    option + ": expected a number of bits or " + OFF + ", found '" + text + "'", e);
        }
    }

    /** Whether full scales are to be found anew even where the model has its own. */
    public boolean asksForFullScale() {
        return quantile != null;
    }

    /** Converters in words. */
    public static String words(ConverterPlan plan) {
        final String adc = plan.bits() == 0
                ? "columns read exactly"
                : String.format(
                        Locale.ROOT,
                        "ADC %d bits, non-linearity %s, noise %s LSB, mismatch %s LSB and %s, digital unit %s",
                        plan.bits(),
                        plan.nonlinearity(),
                        plan.noiseLsb(),
                        plan.offsetLsb(),
                        plan.gainSigma(),
                        plan.digital() == null ? OFF : plan.digital());
        return plan.dacBits() == 0 ? adc : adc + ", DAC " + plan.dacBits() + " bits";
    }

    /** Where they come from, in words. */
    public static String origin(ConverterPlan plan, ConverterPlan trained) {
        return !plan.isExact() && plan.equals(trained) ? " (as trained)" : "";
    }
}
