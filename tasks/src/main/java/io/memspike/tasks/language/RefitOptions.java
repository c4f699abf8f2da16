package io.memspike.tasks.language;

import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;

/**
 * What adapters begin with, and which chip they learn on.
 *
 * @param from an adapter to begin with; null for none
 * @param adaptAt age of the chip that they learn on; null for chips as they are programmed
 */
public record RefitOptions(
        @Option(
                label = "FILE",
                says = "begin with what this adapter of the same task and rank has learnt",
                shown = "a head that is fitted first, and adapters that add nothing yet")
        Path from,

        @Option(
                label = Ages.TIME,
                says =
                        "with `aware`, learn on the very chip of --seed as it is at that age, its cells drifted and its drift"
                                + " compensated: " + Ages.UNITS_SAID,
                shown = "no chip, but weights as they were meant")
        String adaptAt) {
    /** Refuses what is no time. */
    public RefitOptions {
        if (adaptAt != null) {
            Ages.seconds("--adapt-at", adaptAt);
        }
    }

    /** Seconds since programming; null for chips as they are programmed. */
    public Double ageSeconds() {
        return adaptAt == null ? null : (Double) Ages.seconds("--adapt-at", adaptAt);
    }
}
