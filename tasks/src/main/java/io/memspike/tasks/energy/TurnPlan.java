package io.memspike.tasks.energy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.plan.DataChoice;
import io.memspike.tasks.plan.ExitPolicies;
import java.nio.file.Path;

/** Whose energy is priced under other assumptions; the components say what they mean. */
public record TurnPlan(
        @Option(label = "MODEL", says = "a model file", positional = true)
        Path model,

        DataChoice data,

        @Option(label = "N", says = "the first N, 0 for all", shown = EnergyPlan.SHOWN)
        Integer samples,

        @Option(label = ExitPolicies.LABEL, says = EnergyPlan.EARLY_STOP, otherwise = "off")
        String earlyStop,

        @Option(label = "sar|ramp|flash", says = "kind of the converters", otherwise = "sar")
        String adc,

        @Option(label = "B", says = "bits of a conversion, 1 to 24", otherwise = "8")
        int adcBits,

        @Option(label = "taken|skipped|auto", says = EnergyPlan.SILENT_READS, otherwise = "auto")
        String silentReads,

        @JsonUnwrapped ConstantsChoice technology,

        @Option(
                label = "RATIO",
                says =
                        "find the sets of assumptions at which the digital machine takes so many times the array's energy",
                shown = "what PRIME reports: 37.8 of classifiers, 62.5 of inpainting; of pixels none")
        Double target,

        @Option(written = true, label = "FILE", says = "write the table as comma-separated values")
        Path csv,

        @Option(written = true, label = "FILE", says = "draw what each assumption does to the ratio as PNG")
        Path plot,

        long seed) {
    /** Refuses what is no ratio, and no hardware. */
    public TurnPlan {
        if (target != null && !(target > 0 && target < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("--target: expected a finite ratio above 0, found " + target);
        }
        new EnergyPlan(model, data, samples, earlyStop, adc, adcBits, silentReads, technology, null, seed); // checks
    }

    /** What is counted. */
    EnergyPlan energy() {
        return new EnergyPlan(model, data, samples, earlyStop, adc, adcBits, silentReads, technology, null, seed);
    }
}
