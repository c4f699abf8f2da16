package io.memspike.tasks.plan;

import io.memspike.memristor.hardware.AdcShape;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.DigitalUnit;
import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The converters around a network's layers; training, evaluation and studies have the same. What is null stays as the
 * model was trained.
 */
public record ConverterChoice(
        @Option(
                label = "B|off",
                says = "read every layer's columns through ADCs of B bits, 1 to 16; off or 0 reads exactly",
                shown = "as the model was trained")
        String adcBits,

        @Option(label = "X", says = "their non-linearity: (1 - X) x + X x^3 of full scale, X in [-0.5, 1]", shown = "0")
        Double adcNonlinearity,

        @Option(label = "SIGMA", says = "its deviation between the columns, drawn from --seed", shown = "0")
        Double adcNonlinearitySigma,

        @Option(
                label = "FILE",
                says =
                        "their integral non-linearity as measured, in LSB: a line for each column, or one for all, with a value for"
                                + " each transition",
                shown = "none")
        Path adcInl,

        @Option(
                label = "sar:SIGMA|ramp:DROOP|flash:SIGMA",
                says =
                        "how they find their codes: with unit capacitors that deviate by a fraction, a ramp that droops so many time"
                                + " constants, or comparators whose offsets deviate in LSB; SIGMA drawn from --seed",
                shown = "sar:0")
        String adcCircuit,

        @Option(label = "SIGMA", says = "thermal noise of each conversion, in LSB", shown = "0")
        Double adcNoise,

        @Option(
                label = "SIGMA",
                says = "deviation between the columns' offsets, drawn from --seed, in LSB",
                shown = "0")
        Double adcOffset,

        @Option(
                label = "SIGMA",
                says = "deviation between the columns' gains, drawn from --seed, as a fraction",
                shown = "0")
        Double adcGain,

        @Option(
                label = "Q",
                says = "full scale of a layer: holds this share of its currents on 32 training samples, with a step of"
                        + " at most 0.25 before spiking neurons",
                shown = ConverterPlan.QUANTILE + ", or as the model was trained")
        Double adcQuantile,

        @Option(
                label = "B|float|off",
                says = "correct offsets and gains digitally behind the ADCs: in fixed point of B bits, 8 as published,"
                        + " or in floating point",
                shown = "off")
        String digitalUnit,

        @Option(
                label = "B|off",
                says = "drive rows through DACs of B bits, 1 to 16; full scale is the largest input on 32 training"
                        + " samples",
                shown = "as the model was trained")
        String dacBits) {
    /** Words behind converters that are those of the training. */
    public static final String AS_TRAINED = " (as trained)";

    private static final String OFF = "off";

    /** ADCs of so many bits, or {@code off}; null for as the model was trained. Nothing else is asked for. */
    public static ConverterChoice ofBits(String adcBits) {
        return new ConverterChoice(adcBits, null, null, null, null, null, null, null, null, null, null);
    }

    /**
     * The converters asked for.
     *
     * @param trained those that the model was trained with
     * @throws IllegalArgumentException where what is asked for contradicts itself
     */
    public ConverterPlan plan(ConverterPlan trained) {
        final int adc = adcBits == null ? trained.bits() : bits("--adc-bits", adcBits);
        final boolean describes = adcNonlinearity != null
                || adcNonlinearitySigma != null
                || adcInl != null
                || adcCircuit != null
                || adcNoise != null
                || adcOffset != null
                || adcGain != null
                || adcQuantile != null;
        if (adc == 0 && (describes || digitalUnit != null && !digitalUnit.equals(OFF))) {
            throw new IllegalArgumentException("expected --adc-bits with other --adc options and --digital-unit, found "
                    + (adcBits == null ? "none" : adcBits));
        }
        final ConverterPlan of = adc == 0 ? ConverterPlan.EXACT : trained;
        return new ConverterPlan(
                adc,
                or(adcNonlinearity, of.nonlinearity()),
                or(adcNoise, of.noiseLsb()),
                or(adcQuantile, of.quantile()),
                or(adcOffset, of.offsetLsb()),
                or(adcGain, of.gainSigma()),
                dacBits == null ? trained.dacBits() : bits("--dac-bits", dacBits),
                digitalUnit == null ? of.digital() : digitalUnit.equals(OFF) ? null : DigitalUnit.parse(digitalUnit),
                shape(of.shape() == null ? AdcShape.USUAL : of.shape()));
    }

    private AdcShape shape(AdcShape trained) {
        AdcShape shape = trained;
        if (adcNonlinearitySigma != null) {
            shape = shape.withSigma(adcNonlinearitySigma);
        }
        if (adcInl != null) {
            shape = shape.withInl(InlFile.read(adcInl));
        }
        return adcCircuit == null ? shape : shape.withCircuit(adcCircuit);
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
        return adcQuantile != null;
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
                                plan.digital() == null ? OFF : plan.digital())
                        + (plan.shape() == null ? "" : plan.shape().words());
        return plan.dacBits() == 0 ? adc : adc + ", DAC " + plan.dacBits() + " bits";
    }

    /** Where they come from, in words. */
    public static String origin(ConverterPlan plan, ConverterPlan trained) {
        return !plan.isExact() && plan.equals(trained) ? AS_TRAINED : "";
    }
}
