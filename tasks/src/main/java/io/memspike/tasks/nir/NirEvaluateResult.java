package io.memspike.tasks.nir;

import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How well a network does; the components say what they mean. */
public record NirEvaluateResult(
        @Means("the file") Path graph,

        @Means("how time became steps: `dt`, `integrator`, `reset`, `spikes`, `start`, `loop`, `gain`, `lower`")
        String discretisation,

        @Means("share of samples of whose class the output fires most, the first of equals, in [0, 1]")
        double accuracy,

        @Means("number of samples") int samples,
        @Means("steps of a sample") int steps,

        @Means("spikes of all neurons of a node in a sample, mean over the samples, by the node's name")
        Map<String, Double> spikesPerSample,

        @Means("what is odd in the file and does not matter")
        List<String> notes) {}
