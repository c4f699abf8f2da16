package io.memspike.tasks.hardware;

import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;

/**
 * Which crossbars are solved.
 *
 * @param crossbar a JSON file of them
 * @param driver of each driver, Ω
 * @param sense of each sense amplifier, Ω
 */
public record SolvePlan(
        @Option(label = "FILE", says = "the crossbars, as JSON", required = true)
        Path crossbar,

        @Option(label = "OHM", says = "output resistance of each driver", otherwise = "0")
        double driver,

        @Option(label = "OHM", says = "input resistance of each sense amplifier", otherwise = "0")
        double sense) {}
