package io.memspike.datasets.encode;

import io.memspike.core.Samples;
import java.util.Map;

/**
 * A way to turn still images or series into what a spiking network is shown. Implementations are immutable, have a public
 * constructor without arguments, and are found by {@code @AutoService(Encoder.class)}, or by a services file.
 */
public interface Encoder {
    /** Steps of still images where nobody says how many. */
    int STILL = 10;

    /** As the command line knows it. */
    String name();

    /** Names of its parameters, with the values that they have where nobody says another. */
    default Map<String, Double> parameters() {
        return Map.of();
    }

    /** Steps where nobody says how many: those of a series; of still images as many as the camera's bins. */
    default int steps(Samples source) {
        return source.steps() == 1 ? STILL : source.steps();
    }

    /** Width of a bin in microseconds where steps are bins of events' time; 0 where they have none of their own. */
    default long binMicros(int steps) {
        return 0;
    }

    /**
     * The samples of {@code source} as this encoder shows them: as many, with the same targets.
     *
     * @param source still images or series, values in [0, 1]
     * @param how steps, and every parameter
     * @param seed of random draws; with the sample's number it decides every one
     * @throws IllegalArgumentException where a parameter is out of range, or it cannot show such samples
     */
    Samples encode(Samples source, Encoding how, long seed);
}
