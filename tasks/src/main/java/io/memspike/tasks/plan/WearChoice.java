package io.memspike.tasks.plan;

import io.memspike.memristor.wear.Endurance;
import io.memspike.memristor.wear.ReadDisturb;
import io.memspike.tasks.experiment.Option;
import java.util.Objects;
import java.util.stream.Stream;

/** What use has done to cells; the components say what they mean. */
public record WearChoice(
        @Option(
                label = "N",
                says = "writes of each cell, with what they do to it, the next three options",
                otherwise = "0")
        double written,

        @Option(
                label = "N",
                says = "writes by which 63.2 % of the cells have failed, by Weibull's law",
                shown = "none fail")
        Double endurance,

        @Option(
                label = "K",
                says = "shape of the law: after N writes 1 - exp(-(N / --endurance)^K) of the cells have failed",
                shown = "none fail")
        Double enduranceShape,

        @Option(
                label = "SHARE",
                says =
                        "share of failed cells that are stuck at the largest conductance; the others are at the smallest",
                shown = "none fail")
        Double enduranceOn,

        @Option(
                label = "N",
                says = "reads of each cell since it was written, with what they do to it, the next two options",
                otherwise = "0")
        double reads,

        @Option(label = "N", says = "reads of a cell that change nothing", shown = "none are known to")
        Double disturbAfter,

        @Option(
                label = "P",
                says =
                        "after N reads a cell conducts (N / --disturb-after)^-P of what it did, within its device's range; below 0 towards the largest conductance",
                shown = "reads change nothing")
        Double disturbExponent) {
    /**
     * What writes do; null where nobody says.
     *
     * @throws IllegalArgumentException where a part of it is missing, or is no number that it can be
     */
    public Endurance endured() {
        final long said = Stream.of(endurance, enduranceShape, enduranceOn)
                .filter(Objects::nonNull)
                .count();
        if (said == 0 && written == 0) {
            return null;
        }
        if (said < 3) {
            throw new IllegalArgumentException(
                    "--written: expected what writes do to cells, --endurance, --endurance-shape and --endurance-on, found "
                            + said + " of the three");
        }
        return new Endurance(written, endurance, enduranceShape, enduranceOn);
    }

    /**
     * What reads do; null where nobody says.
     *
     * @throws IllegalArgumentException where a part of it is missing, or is no number that it can be
     */
    public ReadDisturb readDisturb() {
        if (disturbAfter == null && disturbExponent == null && reads == 0) {
            return null;
        }
        if (disturbAfter == null || disturbExponent == null) {
            throw new IllegalArgumentException(
                    "--reads: expected what they do to cells, --disturb-after and --disturb-exponent, found "
                            + (disturbAfter == null && disturbExponent == null ? "neither" : "one of them"));
        }
        return new ReadDisturb(reads, disturbAfter, disturbExponent);
    }

    /**
     * Refuses laws that change nothing.
     *
     * @param isWrittenSwept whether writes are varied
     * @param areReadsSwept whether reads are varied
     */
    public void requireUse(boolean isWrittenSwept, boolean areReadsSwept) {
        if (endurance != null && written == 0 && !isWrittenSwept) {
            throw new IllegalArgumentException(
                    "--endurance: expected --written above 0, or a sweep of it, without which"
                            + " nothing wears out, found neither");
        }
        if (disturbAfter != null && reads == 0 && !areReadsSwept) {
            throw new IllegalArgumentException("--disturb-after: expected --reads above 0, or a sweep of it, without"
                    + " which nothing is disturbed, found neither");
        }
    }
}
