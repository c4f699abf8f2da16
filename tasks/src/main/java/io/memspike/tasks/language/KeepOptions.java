package io.memspike.tasks.language;

import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;

/**
 * How often a task is trained, what of it is kept, and where an interrupted training goes on.
 *
 * @param keep best or last
 * @param resume the checkpoint to go on from; null for a new training
 * @param keepCheckpoint whether the last one stays
 * @param repeats how many trainings
 */
public record KeepOptions(
        @Option(
                label = "best|last",
                says =
                        "keep what the epoch learnt that classifies most held-out texts rightly, or that had the smallest loss where"
                                + " none are held out, the first of equals; or [the last](decisions/0150-the-last-epoch-is-kept-unless-one-asks.md)",
                otherwise = LAST)
        String keep,

        @Option(
                label = "FILE",
                says = "go on from this checkpoint; settings come from it, and options that say otherwise are refused")
        Path resume,

        @Option(says = "leave the last checkpoint beside the adapter")
        boolean keepCheckpoint,

        @Option(
                label = "N",
                says =
                        "train N times, with the seeds from --seed on; adapters are named by their seeds, `NAME-SEED.safetensors`",
                otherwise = "1")
        int repeats) {
    private static final String BEST = "best";
    private static final String LAST = "last";

    /** Refuses what contradicts itself. */
    public KeepOptions {
        if (!keep.equals(BEST) && !keep.equals(LAST)) {
            throw new IllegalArgumentException("--keep: expected best or last, found '" + keep + "'");
        }
        if (repeats < 1 || repeats > 1 && resume != null) {
            throw new IllegalArgumentException("--repeats: expected at least 1, and 1 with --resume, found " + repeats);
        }
    }

    /** Whether the best epoch is kept. */
    public boolean keepsBest() {
        return keep.equals(BEST);
    }

    /** The same of one training that goes on. */
    KeepOptions of(KeepOptions begun) {
        return new KeepOptions(begun.keep, resume, keepCheckpoint, 1);
    }
}
