package io.memspike.tasks.nir;

import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;
import java.util.List;

/**
 * What is run; null for what is not given.
 *
 * @param graph a file in NIR
 * @param input what enters
 * @param time how time becomes steps
 * @param record nodes of which it is written what they do
 * @param out where that is written
 * @param outData the same as NIRData
 * @param dataAs how spikes are in there
 */
public record NirRunPlan(
        @Option(label = "GRAPH", says = "a network in NIR, HDF5", positional = true)
        Path graph,

        @Option(
                label = "FILE",
                says =
                        "what enters at every step, as NPY: [T, …] of one sample or [N, T, …] of several, … as the graph's"
                                + " input has it; whole numbers or floats; or as [NIRData](nir.md#nirdata), on a grid or in events",
                required = true)
        Path input,

        NirTime time,

        @Option(
                label = "NODE",
                says = "write what these nodes do at every step as [NumPy arrays](files.md#recordings-of-nodes)",
                shown = "what leads to outputs",
                split = ",")
        List<String> record,

        @Option(written = true, label = "DIR", says = "the directory of these arrays, a new one", required = true)
        Path out,

        @Option(written = true, label = "FILE", says = "write the same as [NIRData](nir.md#nirdata), too")
        Path outData,

        @Option(
                label = "grid|events",
                says =
                        "spikes in there: a number for each step and neuron, or events, with values where steps have several",
                otherwise = GRID)
        String dataAs) {
    private static final String GRID = "grid";
    private static final String EVENTS = "events";

    /** Refuses another word for spikes, and events that nobody writes. */
    public NirRunPlan {
        record = record == null ? null : List.copyOf(record);
        if (!dataAs.equals(GRID) && !(dataAs.equals(EVENTS) && outData != null)) {
            throw new IllegalArgumentException("--data-as: expected grid, or events with --out-data, found " + dataAs);
        }
    }

    /** Whether spikes are written as events. */
    boolean asEvents() {
        return dataAs.equals(EVENTS);
    }
}
