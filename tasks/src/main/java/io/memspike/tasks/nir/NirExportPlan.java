package io.memspike.tasks.nir;

import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;

/**
 * What is written in NIR.
 *
 * @param model a model file, or a network as text with all its numbers
 * @param dt seconds of a step where no node says
 * @param out the file
 */
public record NirExportPlan(
        @Option(
                label = "MODEL",
                says = "a model file, or a [YAML file](networks.md) with all its tensors, as `nir convert` writes it",
                positional = true)
        Path model,

        @Option(
                label = "S",
                says = "seconds of a step, for kinds that count in steps where no other node says",
                otherwise = "0.001")
        double dt,

        @Option(written = true, label = "FILE", says = "the file in NIR", required = true)
        Path out) {
    /** Refuses times that are none. */
    public NirExportPlan {
        if (!((float) dt > 0 && Float.isFinite((float) dt))) {
            throw new IllegalArgumentException("--dt: expected a time above 0, found " + dt);
        }
    }
}
