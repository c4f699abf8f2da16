package io.memspike.tasks.energy;

import io.memspike.memristor.energy.EnergyConstant;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.tasks.experiment.Means;
import java.util.Arrays;
import java.util.List;

/** Constants of a technology; the components say what they mean. */
public record ConstantsResult(@Means("the constants' file") String constants, List<Told> told) {
    /** One constant; the components say what they mean. */
    public record Told(
            @Means("its name in files, and for `--constant`")
            String key,

            @Means("its value, or null where nobody gives one")
            Double value,

            @Means("its unit, 1 of numbers") String unit,

            @Means("where the value comes from, or null; what is no figure of anybody's begins with `assumption`")
            String source,

            @Means("whether it tells of area; all others tell of energy and time")
            boolean ofArea) {}

    static ConstantsResult of(EnergyConstants constants) {
        return new ConstantsResult(
                constants.origin(),
                Arrays.stream(EnergyConstant.values())
                        .map(each -> new Told(
                                each.key(),
                                constants.has(each) ? (Double) constants.of(each) : null,
                                each.unit(),
                                constants.has(each) ? constants.source(each) : null,
                                each.isOfArea()))
                        .toList());
    }
}
