package io.memspike.tasks.nir;

import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;

/**
 * Which file is asked.
 *
 * @param graph a file in NIR
 */
public record NirInfoPlan(
        @Option(label = "FILE", says = "a network in NIR, HDF5", positional = true)
        Path graph) {}
