package io.memspike.tasks.hardware;

import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;
import java.util.List;

/** What learning with converters brings back; the components say what they mean. */
public record ConverterStudyResult(
        @Means("share of samples that the model without converters classifies rightly, in [0, 1]")
        double idealAccuracy,

        @Means("energy of a mean inference on the array behind converters of 8 bits, J, without memory")
        double idealJoules,

        List<Point> points,
        @Means("chips for each model, as given") int repeats,
        @Means("number of samples") int samples,
        @Means("seed of the first chip") long seed,
        @Means("the constants' file") String constants,

        @Means("constants that were given beside it, each as KEY=VALUE, by commas; null where none were")
        String givenConstants,

        @Means("the file, or null") Path csv,
        @Means("the file, or null") Path plot) {
    /** One model that was trained with converters; the components say what they mean. */
    public record Point(
            @Means("its file") Path model,
            @Means("bits of its converters") int bits,
            @Means("its converters in words") String converters,

            @Means("of the model without converters, behind these, mean of the chips")
            double plainAccuracy,

            @Means("its sample standard deviation between chips")
            double plainDeviation,

            @Means("of the model that was trained with them, mean of the chips")
            double awareAccuracy,

            @Means("its sample standard deviation between chips")
            double awareDeviation,

            @Means(
                    "share of what the converters cost that training with them brings back; above 1 it is better than without any; null"
                            + " where they cost nothing")
            Double broughtBack,

            @Means("energy of a conversion, J") double conversionJoules,

            @Means("energy of all conversions of a mean inference, J")
            double adcJoules,

            @Means("energy of a mean inference on the array, J, without memory")
            double arrayJoules,

            @Means("how many times less a conversion takes than one of 8 bits")
            double saves) {}
}
