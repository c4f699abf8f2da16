package io.memspike.datasets.encode;

import io.memspike.core.Samples;

/** How many steps samples are shown for where nobody says. */
final class StepsOf {
    /** Of still images: as many as the camera's bins. */
    private static final int STILL = 10;

    private StepsOf() {}

    /** Those of a series; 10 of still images. */
    static int source(Samples source) {
        return source.steps() == 1 ? STILL : source.steps();
    }
}
