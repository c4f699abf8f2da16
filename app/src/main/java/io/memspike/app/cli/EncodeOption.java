package io.memspike.app.cli;

import io.memspike.datasets.encode.Encoding;
import picocli.CommandLine.Option;

/** How a data set becomes spikes. */
public final class EncodeOption {
    @Option(
            names = "--encode",
            paramLabel = "NAME[:KEY=VALUE,...]",
            description = "The encoder, such as rate or delta:threshold=0.1; an unknown one is refused with a list"
                    + " (default: the model's, or the data set's).")
    private String encoder;

    @Option(names = "--steps", paramLabel = "N", description = "Steps of a sample (default: the encoder's).")
    private Integer steps;

    public boolean isGiven() {
        return encoder != null || steps != null;
    }

    /** What is asked for, or else {@code otherwise}. */
    public Encoding of(Encoding otherwise) {
        if (steps == null) {
            return encoder == null ? otherwise : Encoding.of(encoder);
        }
        return encoder == null
                ? new Encoding(otherwise.encoder(), 0, otherwise.parameters()).withSteps(steps)
                : Encoding.of(encoder).withSteps(steps);
    }
}
