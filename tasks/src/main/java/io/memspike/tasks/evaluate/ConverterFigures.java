package io.memspike.tasks.evaluate;

import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.tasks.experiment.Means;

/** Converters around layers; the components say what they mean. */
public record ConverterFigures(
        @Means("bits of the ADCs, as given or trained; null without ADCs")
        Integer adcBits,

        @Means("their non-linearity; null without") Double adcNonlinearity,
        @Means("their noise, in LSB; null without") Double adcNoise,

        @Means("deviation of the columns' offsets, in LSB; null without ADCs")
        Double adcOffset,

        @Means("deviation of the columns' gains, as a fraction; null without ADCs")
        Double adcGain,

        @Means("bits of the DACs; null without DACs") Integer dacBits,

        @Means("bits of the digital unit, or `float`; null without")
        String digitalUnit) {
    /** Those of a plan. */
    static ConverterFigures of(ConverterPlan plan) {
        final boolean hasAdc = plan.bits() != 0;
        return new ConverterFigures(
                hasAdc ? plan.bits() : null,
                hasAdc ? plan.nonlinearity() : null,
                hasAdc ? plan.noiseLsb() : null,
                hasAdc ? plan.offsetLsb() : null,
                hasAdc ? plan.gainSigma() : null,
                plan.dacBits() == 0 ? null : plan.dacBits(),
                plan.digital() == null ? null : plan.digital().toString());
    }
}
