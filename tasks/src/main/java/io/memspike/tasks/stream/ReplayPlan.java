package io.memspike.tasks.stream;

import io.memspike.tasks.experiment.Option;

/**
 * What is played into which ring.
 *
 * @param source of the events
 * @param replay how they come
 * @param speed recorded or max
 * @param to the ring
 */
public record ReplayPlan(
        @Option(
                label = "FILE|saccade:D",
                says = "an N-MNIST .bin file, an event file, or saccade:mnist for digits in front of the camera",
                required = true)
        String source,

        ReplayChoice replay,

        @Option(label = "recorded|max", says = "recorded speed, or as fast as possible", otherwise = "recorded")
        String speed,

        @Option(
                label = "ipc:PATH",
                says = "the ring's file; there must be none yet. Its reader removes it",
                required = true)
        String to) {
    /** Refuses a speed that is none. */
    public ReplayPlan {
        StreamSources.isRecordedSpeed(speed);
    }
}
