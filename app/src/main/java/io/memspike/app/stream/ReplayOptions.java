package io.memspike.app.stream;

import io.memspike.core.stream.BackPressure;
import picocli.CommandLine.Option;

/** Options of commands that replay a source into a ring. */
final class ReplayOptions {
    @Option(
            names = "--samples",
            defaultValue = "0",
            paramLabel = "N",
            description = "The first N samples (default: 200 images, or all of an event file).")
    private int samples;

    @Option(
            names = "--back-pressure",
            defaultValue = "block",
            paramLabel = "block|dropNewest|dropOldest",
            description = "What becomes of events that find the ring full (default: ${DEFAULT-VALUE}).")
    private String backPressure;

    int samples() {
        return samples;
    }

    BackPressure backPressure() {
        return switch (backPressure) {
            case "block" -> BackPressure.BLOCK;
            case "dropNewest" -> BackPressure.DROP_NEWEST;
            case "dropOldest" -> BackPressure.DROP_OLDEST;
            default ->
                throw new IllegalArgumentException(
                        "--back-pressure: expected block, dropNewest or dropOldest, found '" + backPressure + "'");
        };
    }
}
