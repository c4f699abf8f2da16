package io.memspike.core.runtime;

import io.memspike.core.ExitPolicy;

/** A policy for tests: the score is the largest mean read-out, clipped to [0, 1]. */
record LargestReadout(float threshold) implements ExitPolicy {
    @Override
    public float score(float[] meanReadout) {
        float largest = 0f;
        for (final float mean : meanReadout) {
            largest = Math.max(largest, mean);
        }
        return Math.min(1f, largest);
    }
}
