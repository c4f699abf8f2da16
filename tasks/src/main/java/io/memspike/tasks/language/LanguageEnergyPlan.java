package io.memspike.tasks.language;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.memspike.tasks.energy.ConstantsChoice;
import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;

/** Whose energy is modelled; the components say what they mean. */
public record LanguageEnergyPlan(
        @Option(label = "TEXT", says = "a text", positional = true)
        String text,

        @Option(label = "MODEL", says = "an imported encoder", otherwise = LanguageImport.MODEL)
        Path model,

        @Option(label = "FILE", says = "what a task has learnt, digital beside the chip", shown = "none")
        Path adapter,

        ChipChoice chip,

        @JsonUnwrapped ConstantsChoice technology,

        long seed) {
    /** Refuses converters that nobody has priced. */
    public LanguageEnergyPlan {
        if (chip.adcBits() < 1 || chip.dacBits() < 1) {
            throw new IllegalArgumentException("--adc-bits, --dac-bits: expected at least 1 where energy is asked"
                    + " for, found " + chip.adcBits() + ", " + chip.dacBits());
        }
        if (!chip.hasStandardSums()) {
            throw new IllegalArgumentException(
                    "--adc-range, --output-noise: expected neither where energy is asked for, which they do not change,"
                            + " found " + chip.adcRange() + ", " + chip.outputNoise());
        }
    }
}
