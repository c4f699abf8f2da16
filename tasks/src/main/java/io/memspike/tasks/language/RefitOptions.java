package io.memspike.tasks.language;

import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;

/**
 * What adapters begin with, and which chip they learn on.
 *
 * @param from an adapter to begin with; null for none
 * @param headEpochs passes of a head over embeddings of the bare encoder, which adapters begin behind; null: as many as its updates need
 * @param adaptAt age of the chip that they learn on; null for chips as they are programmed
 */
public record RefitOptions(
        @Option(
                label = "FILE",
                says = "begin with what this adapter of the same task and rank has learnt",
                shown = "a head that is fitted first, and adapters that add nothing yet")
        Path from,

        @Option(
                label = "N",
                says =
                        "with `plain` and `aware`, passes of the head over what the bare encoder makes of the texts, before adapters learn;"
                                + " a head that [fits them closely](decisions/0179-a-head-that-fits-less-leaves-more-to-adapters.md) leaves"
                                + " adapters little to learn",
                shown = "8, or as many as make 600 updates, but no more than 60")
        Integer headEpochs,

        @Option(
                label = Ages.TIME,
                says =
                        "with `aware`, learn on the very chip of --seed as it is at that age, its cells drifted and its drift"
                                + " compensated: " + Ages.UNITS_SAID,
                shown = "no chip, but weights as they were meant")
        String adaptAt) {
    private static final int LEAST_EPOCHS = 8;
    private static final int MOST_EPOCHS = 60;
    private static final int UPDATES = 600;

    /** Refuses what is no time, and what contradicts itself. */
    public RefitOptions {
        if (headEpochs != null && (headEpochs < 1 || from != null)) {
            throw new IllegalArgumentException(
                    "--head-epochs: expected at least 1, and none with --from, which has a head, found " + headEpochs);
        }
        if (adaptAt != null) {
            Ages.seconds("--adapt-at", adaptAt);
        }
    }

    /** Seconds since programming; null for chips as they are programmed. */
    public Double ageSeconds() {
        return adaptAt == null ? null : (Double) Ages.seconds("--adapt-at", adaptAt);
    }

    /** Passes of the head over so many texts, in batches of so many. */
    int headEpochs(int texts, int batch) {
        final long needed = ((long) UPDATES * batch + texts - 1) / texts;
        return headEpochs == null ? (int) Math.max(LEAST_EPOCHS, Math.min(needed, MOST_EPOCHS)) : headEpochs;
    }
}
