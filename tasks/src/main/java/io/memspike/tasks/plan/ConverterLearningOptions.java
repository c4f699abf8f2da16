package io.memspike.tasks.plan;

import io.memspike.tasks.experiment.Option;

/**
 * How a training lives with its converters.
 *
 * @param adcScales how full scales are found
 * @param adcDraws how often chance is drawn
 */
public record ConverterLearningOptions(
        @Option(
                label = "observed|learnt",
                says =
                        "full scales of the ADCs: observed sixteen times an epoch, with a way back straight through them; or learnt,"
                                + " with the slope of their curves on the way back",
                otherwise = "observed")
        String adcScales,

        @Option(
                label = "chip|batch",
                says =
                        "what differs between the ADCs' columns: of one chip, or drawn anew for each batch, for a model that any chip"
                                + " will do for",
                otherwise = "chip")
        String adcDraws) {
    /** Refuses what there is not. */
    public ConverterLearningOptions {
        one("--adc-scales", adcScales, "observed", "learnt");
        one("--adc-draws", adcDraws, "chip", "batch");
    }

    private static void one(String option, String found, String first, String second) {
        if (!found.equals(first) && !found.equals(second)) {
            throw new IllegalArgumentException(
                    option + ": expected " + first + " or " + second + ", found '" + found + "'");
        }
    }

    /** What a plan keeps. */
    public ConverterLearning of() {
        return new ConverterLearning(adcScales.equals("learnt"), adcDraws.equals("batch"));
    }
}
