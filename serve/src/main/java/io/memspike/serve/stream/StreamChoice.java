package io.memspike.serve.stream;

import io.memspike.core.ExitPolicy;
import io.memspike.earlyexit.SoftmaxPolicy;

/**
 * Which stream is asked for.
 *
 * @param model who decides, by name
 * @param source {@code saccade:D} for pictures before the camera, {@code ipc:NAME} for a ring in the server's folder, else a
 *     recording or an event file there
 * @param speed factor of the recorded speed, from 0.01 to 100; a ring has its own
 * @param stopAt decide once the largest probability exceeds this, in [0, 1]; 1 uses all steps
 */
public record StreamChoice(String model, String source, double speed, double stopAt) {
    static final String SACCADE = "saccade:";
    static final String RING = "ipc:";
    private static final double SLOWEST = 0.01;
    private static final double FASTEST = 100;

    /** Refuses what is no stream. */
    public StreamChoice {
        if (model == null || source == null || source.isBlank()) {
            throw new IllegalArgumentException("stream: expected a model and a source");
        }
        if (!(speed >= SLOWEST && speed <= FASTEST)) {
            throw new IllegalArgumentException("speed: expected " + SLOWEST + " to " + FASTEST + ", found " + speed);
        }
        if (!(stopAt >= 0 && stopAt <= 1)) {
            throw new IllegalArgumentException("stopAt: expected a probability in [0, 1], found " + stopAt);
        }
    }

    boolean isRing() {
        return source.startsWith(RING);
    }

    /** When to stop; null for never. */
    ExitPolicy exit() {
        return stopAt == 1 ? null : SoftmaxPolicy.of("confidence", (float) stopAt);
    }
}
