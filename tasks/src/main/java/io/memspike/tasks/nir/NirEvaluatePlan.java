package io.memspike.tasks.nir;

import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.plan.DataPlace;
import io.memspike.tasks.plan.EventFilters;
import java.nio.file.Path;
import java.util.List;

/**
 * What is evaluated; null for what is not given.
 *
 * @param graph a file in NIR
 * @param dataset name of the recordings
 * @param place where they lie
 * @param filter of their events
 * @param samples how many, 0 for all
 * @param steps of a recording, 0 for 300 ms
 * @param binMs milliseconds of a step
 * @param time how time becomes steps
 * @param seed of what filters draw
 */
public record NirEvaluatePlan(
        @Option(label = "GRAPH", says = "a network in NIR, HDF5", positional = true)
        Path graph,

        @Option(
                label = "n-mnist",
                says = "recordings: `DIR/Test/0` to `9` hold the `.bin` files of N-MNIST",
                otherwise = "n-mnist")
        String dataset,

        DataPlace place,

        @Option(label = EventFilters.LABEL, says = EventFilters.SAYS)
        List<String> filter,

        @Option(label = "N", says = "the first N, classes in turns", otherwise = "0", shown = "all")
        int samples,

        @Option(
                label = "N",
                says = "steps of a recording; later events are left out",
                otherwise = "0",
                shown = "300 ms of them")
        int steps,

        @Option(label = "MS", says = "milliseconds of a step of a recording", shown = "1000 dt")
        Double binMs,

        NirTime time,

        long seed) {
    /** Refuses other recordings, filters that there are not, and numbers that are none. */
    public NirEvaluatePlan {
        EventFilters.of(filter);
        if (!NmnistBins.NAMES.contains(dataset)) {
            throw new IllegalArgumentException("--dataset: expected n-mnist, found " + dataset);
        }
        if (samples < 0 || steps < 0) {
            throw new IllegalArgumentException(
                    "--samples, --steps: expected numbers of at least 0, found " + samples + " and " + steps);
        }
        if (binMs != null && !(binMs > 0 && binMs < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("--bin-ms: expected a time above 0, found " + binMs);
        }
    }
}
