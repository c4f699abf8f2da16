package io.memspike.tasks.plan;

import io.memspike.datasets.encode.Encoding;
import io.memspike.tasks.experiment.Option;

/** How a data set becomes spikes; null for what the model's encoder, or the data set's, says. */
public record EncoderChoice(
        @Option(
                name = "--encode",
                label = "NAME[:KEY=VALUE,...]",
                says =
                        "the [encoder](#encoders), such as rate or delta:threshold=0.1; an unknown one is refused with a list",
                shown = "the model's, or the data set's")
        String encoder,

        @Option(label = "N", says = "steps of a sample", shown = "the encoder's")
        Integer steps) {
    /** Whether anything is asked for. */
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
