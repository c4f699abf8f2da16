package io.memspike.tasks.stream;

import io.memspike.core.stream.BackPressure;
import io.memspike.tasks.experiment.Option;

/** How a source is replayed into a ring; the components say what they mean. */
public record ReplayChoice(
        @Option(
                label = "N",
                says = "the first N samples, at most as many as there are",
                otherwise = "0",
                shown = "200 images, or all of an event file")
        int samples,

        @Option(
                label = "block|dropNewest|dropOldest",
                says = "what becomes of events that find the ring full",
                otherwise = "block")
        String backPressure) {
    /** Refuses a word that is none. */
    public ReplayChoice {
        policy(backPressure);
    }

    BackPressure policy() {
        return policy(backPressure);
    }

    private static BackPressure policy(String word) {
        return switch (word) {
            case "block" -> BackPressure.BLOCK;
            case "dropNewest" -> BackPressure.DROP_NEWEST;
            case "dropOldest" -> BackPressure.DROP_OLDEST;
            default ->
                throw new IllegalArgumentException(
                        "--back-pressure: expected block, dropNewest or dropOldest, found '" + word + "'");
        };
    }
}
