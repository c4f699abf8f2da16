package io.memspike.tasks.evaluate;

import io.memspike.memristor.hardware.AdcShape;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.tasks.experiment.Means;
import java.util.List;

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

        @Means("deviation of their non-linearity between columns; null without ADCs")
        Double adcNonlinearitySigma,

        @Means("how they find their codes: `sar`, `ramp` or `flash`; null without ADCs")
        String adcCircuit,

        @Means("deviation or droop of that circuit, as `--adc-circuit` takes it; null without ADCs")
        Double adcSpread,

        @Means("largest integral non-linearity that was measured, in LSB; null without `--adc-inl`")
        Double adcLargestInl,

        @Means("bits of the DACs; null without DACs") Integer dacBits,

        @Means("bits of the digital unit, or `float`; null without")
        String digitalUnit) {
    /** Those of a plan. */
    static ConverterFigures of(ConverterPlan plan) {
        final boolean hasAdc = plan.bits() != 0;
        final AdcShape shape = plan.shape() == null ? AdcShape.USUAL : plan.shape();
        return new ConverterFigures(
                hasAdc ? plan.bits() : null,
                hasAdc ? plan.nonlinearity() : null,
                hasAdc ? plan.noiseLsb() : null,
                hasAdc ? plan.offsetLsb() : null,
                hasAdc ? plan.gainSigma() : null,
                hasAdc ? shape.nonlinearitySigma() : null,
                hasAdc ? shape.circuit() : null,
                hasAdc ? shape.spread() : null,
                shape.inl() == null ? null : largest(shape.inl()),
                plan.dacBits() == 0 ? null : plan.dacBits(),
                plan.digital() == null ? null : plan.digital().toString());
    }

    private static double largest(List<List<Double>> inl) {
        return inl.stream().flatMap(List::stream).mapToDouble(Math::abs).max().orElse(0);
    }
}
