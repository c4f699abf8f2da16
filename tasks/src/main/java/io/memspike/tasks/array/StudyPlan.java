package io.memspike.tasks.array;

import io.memspike.memristor.hardware.Hardware;
import java.util.Objects;

/**
 * What a study does.
 *
 * @param sweep the effect that varies
 * @param fixed all else about the array
 * @param repeats devices at each point, at least 1: seeds {@code seed}, {@code seed + 1}, …
 * @param seed the first device's seed
 */
public record StudyPlan(Sweep sweep, Hardware fixed, int repeats, long seed) {
    /** Most repeats of a study. */
    public static final int MAX_REPEATS = 10_000;

    public StudyPlan {
        Objects.requireNonNull(fixed);
        sweep.hardware(fixed); // checks
        if (repeats < 1 || repeats > MAX_REPEATS) {
            throw new IllegalArgumentException("repeats: expected 1 to " + MAX_REPEATS + ", found " + repeats);
        }
    }

    /** Inferences that the study takes on so many samples. */
    public long inferences(int samples) {
        return (long) sweep.values().size() * repeats * samples;
    }
}
