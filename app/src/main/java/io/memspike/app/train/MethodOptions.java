package io.memspike.app.train;

import io.memspike.tasks.TrainingMethod;
import io.memspike.topology.parameter.Optimiser;
import picocli.CommandLine.Option;

/** How values are learnt, and which of them are kept. */
final class MethodOptions {
    @Option(
            names = "--keep",
            defaultValue = "last",
            paramLabel = "best|last",
            description =
                    "Keep the model of the epoch with most held-out samples right, or with the smallest loss where none"
                            + " are held out; or that of the last (default: ${DEFAULT-VALUE}).")
    private String keep;

    @Option(
            names = "--optimiser",
            defaultValue = "adam",
            paramLabel = "adam|adamw|sgd",
            description = "The optimiser (default: ${DEFAULT-VALUE}).")
    private String optimiser;

    @Option(
            names = "--momentum",
            paramLabel = "M",
            description = "Share of the last update of sgd that goes on in the next, in [0, 1) (default: 0).")
    private Double momentum;

    @Option(
            names = "--surrogate",
            paramLabel = "NAME[:KEY=VALUE,...]",
            description = "Surrogate gradient of all neurons: rectangular, fastSigmoid, triangular or arctangent, as in"
                    + " fastSigmoid:width=0.25,detachedReset=true (default: each node's).")
    private String surrogate;

    /** The method. */
    TrainingMethod of() {
        return new TrainingMethod(
                TrainingMethod.Keep.of(keep),
                new Optimiser(Optimiser.Method.of(optimiser), momentum == null ? 0 : momentum),
                surrogate);
    }
}
