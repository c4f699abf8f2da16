package io.memspike.tasks.nir;

import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;
import java.util.List;

/** What became of a graph; the components say what they mean. */
public record NirConvertResult(
        @Means("the file in NIR") Path graph,
        @Means("the model, or the network as text") Path out,

        @Means("how time became steps: `dt`, `integrator`, `reset`, `spikes`, `start`, `loop`, `gain`, `lower`")
        String discretisation,

        @Means("number of nodes") int nodes,
        @Means("number of numbers in tensors") long parameters,

        @Means("what is odd in the file and does not matter")
        List<String> notes) {}
