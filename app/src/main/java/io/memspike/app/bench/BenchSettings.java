package io.memspike.app.bench;

import io.memspike.tasks.experiment.Option;
import java.nio.file.Path;
import java.util.List;

/** What is measured; the components say what they mean. */
record BenchSettings(
        @Option(
                label = "FILE",
                says = "a model file; may be given twice",
                shown = "conv and mlp with untrained memristors, pruned to one half")
        List<Path> model,

        @Option(
                label = "NAME|FILE",
                says =
                        "a network with untrained memristors, by name or as a [YAML file](networks.md); may be given more"
                                + " than once, PyTorch has PRIME's alone")
        List<String> network,

        @Option(label = "P", says = "a Python with PyTorch", otherwise = "python3")
        String python,

        @Option(
                label = "DIR",
                says = "directory with prime_torch.py, prime_torch_best.py and synaptic_limit.c",
                shown = "../shared/reference beside the project")
        Path references,

        @Option(
                says =
                        "compare with PyTorch at length instead, plain and at its best: evaluation and training by turns")
        boolean peers,

        @Option(
                written = true,
                label = "FILE",
                says = "measure the cost of a step against its spikes instead, and draw it as PNG")
        Path plot,

        @Option(says = "shorter, noisier runs") boolean quick) {
    /** Refuses what contradicts itself. */
    BenchSettings {
        model = model == null ? List.of() : List.copyOf(model);
        network = network == null ? List.of() : List.copyOf(network);
        if (peers && plot != null) {
            throw new IllegalArgumentException("expected one of --peers and --plot, found both");
        }
    }
}
