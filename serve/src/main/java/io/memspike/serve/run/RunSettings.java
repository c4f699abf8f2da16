package io.memspike.serve.run;

import io.memspike.tasks.experiment.Drawings;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * How runs are done.
 *
 * @param folder where runs are kept, and files that they may read; made where there is none
 * @param atOnce runs at a time, at least 1; the others wait in line
 * @param threads of each, which change no result
 * @param data directory of data sets; null for the system's place
 * @param models that runs may read beside those in the folder and in the jar, by their names
 * @param drawings who draws an experiment's plots, by its name
 */
public record RunSettings(
        Path folder,
        int atOnce,
        int threads,
        Path data,
        Map<String, Path> models,
        Function<String, Drawings> drawings) {
    private static final int MOST = 1024;

    /** Refuses numbers that do nothing. */
    public RunSettings {
        if (atOnce < 1 || atOnce > MOST || threads < 1 || threads > MOST) {
            throw new IllegalArgumentException(
                    "runs: expected 1 to " + MOST + " at a time, and threads, found " + atOnce + " and " + threads);
        }
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models)); // in their order
    }

    /** One run at a time on all cores, which draws nothing. */
    public static RunSettings of(Path folder) {
        return new RunSettings(
                folder, 1, Runtime.getRuntime().availableProcessors(), null, Map.of(), experiment -> Drawings.NONE);
    }
}
