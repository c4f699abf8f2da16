package io.memspike.tasks.nir;

import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;
import java.util.List;

/** What a network did; the components say what they mean. */
public record NirRunResult(
        @Means("the file") Path graph,

        @Means("how time became steps: `dt`, `integrator`, `reset`, `spikes`, `start`, `loop`, `gain`")
        String discretisation,

        @Means("number of samples") int samples,
        @Means("steps of a sample") int steps,
        List<Fired> spikes,
        @Means("names of the nodes that lead to outputs") List<String> outputs,
        @Means("names of the nodes that were recorded") List<String> record,
        @Means("the directory of the recordings") Path recorded,

        @Means("what is odd in the file and does not matter")
        List<String> notes) {
    /** What one node of neurons did. */
    public record Fired(
            @Means("name of a node that fires") String node,

            @Means("spikes of all its neurons in a sample, mean over the samples")
            double perSample) {}
}
