package io.memspike.app.cli;

import io.memspike.datasets.encode.Encoding;
import io.memspike.tasks.plan.EncoderChoice;
import picocli.CommandLine.Option;

/** {@link EncoderChoice} of commands without a plan. */
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
        return new EncoderChoice(encoder, steps).of(otherwise);
    }
}
