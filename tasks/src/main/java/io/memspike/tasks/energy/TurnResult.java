package io.memspike.tasks.energy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;
import java.util.List;

/** What moves the ratio of a digital machine's energy to the array's; the components say what they mean. */
public record TurnResult(
        @Means("how many times the array's energy the digital machine takes, with nothing turned")
        double ratio,

        @Means("that of the array, J, a mean inference's") double arrayJoules,
        @Means("that of the digital machine, J") double digitalJoules,
        @Means("duration on the array, s") double arraySeconds,

        @Means("what is assumed then, each assumption with its name")
        List<String> standard,

        List<Turned> turned,

        @Means("the ratio that sets were looked for to meet, or null")
        Double target,

        @Means("how near a set must come, as a fraction of the target")
        double within,

        @Means("whether any of `met` is that near; else it is the nearest alone")
        boolean isMet,

        List<Met> met,
        @Means("number of samples") long samples,

        @Means("mean steps of an inference, with early stop")
        double meanSteps,

        @Means("the constants' file") String constants,

        @Means("constants that were given beside it, each as KEY=VALUE, by commas; null where none were")
        String givenConstants,

        @Means("the file, or null") Path csv,
        @Means("the file, or null") Path plot,
        @JsonIgnore EnergyResult counted) {
    /** One assumption turned alone; the components say what they mean. */
    public record Turned(
            @Means("what is assumed otherwise") String assumption,
            @Means("as it is assumed elsewhere") String instead,
            @Means("how it is assumed here") String choice,

            @Means("how many times the array's energy that comes to")
            double ratio,

            @Means("that over the ratio with nothing turned")
            double factor,

            @Means("the array's, J") double arrayJoules,
            @Means("the digital machine's, J") double digitalJoules,
            @Means("duration on the array, s") double arraySeconds) {}

    /** Assumptions turned together; the components say what they mean. */
    public record Met(
            @Means("what is assumed otherwise, no more than it takes")
            List<String> assumptions,

            @Means("the ratio that this comes to") double ratio) {}
}
