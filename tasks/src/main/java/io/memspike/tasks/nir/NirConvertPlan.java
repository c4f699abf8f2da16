package io.memspike.tasks.nir;

import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;

/**
 * What becomes a model; null for what is not given.
 *
 * @param graph a file in NIR
 * @param time how time becomes steps
 * @param out the model, or the network as text
 */
public record NirConvertPlan(
        @Option(label = "GRAPH", says = "a network in NIR, HDF5", positional = true)
        Path graph,

        NirTime time,

        @Option(
                written = true,
                label = "FILE",
                says = "the model, `.safetensors`; or `.yaml` for the [network as text](networks.md) with its numbers",
                required = true)
        Path out) {
    /** Refuses other files. */
    public NirConvertPlan {
        if (!out.toString().matches(".*\\.(safetensors|ya?ml)")) {
            throw new IllegalArgumentException("--out: expected a file named *.safetensors or *.yaml, found " + out);
        }
    }
}
