package io.memspike.tasks.language;

import io.memspike.tasks.experiment.Means;
import java.util.List;

/** What came out; the components say what they mean. */
public record LanguageEnergyResult(
        @Means("the text") String text,

        @Means("number of its tokens, those included that begin and end it")
        int tokens,

        List<Part> parts,
        Machine chip,
        Machine digital,

        @Means("how many times the chip's energy the digital machine takes, memory left out")
        double digitalOverChip,

        @Means("what the figures rest on") List<String> assumptions) {
    /** Part of both machines; the components say what they mean. */
    public record Part(
            @Means("what it is") String part,

            @Means("what it takes on a chip, with what lies beside the tiles")
            double joules,

            @Means("its duration there; null where it goes on beside others")
            Double seconds,

            @Means("what the same takes on a machine that computes every product digitally; null where there is none")
            Double digitalJoules,

            @Means("its duration there") Double digitalSeconds) {}

    /** The whole of one machine; the components say what they mean. */
    public record Machine(
            @Means("energy without memory") double joules,

            @Means("energy with every operand fetched from memory")
            double joulesWithMemory,

            @Means("duration") double seconds) {}
}
