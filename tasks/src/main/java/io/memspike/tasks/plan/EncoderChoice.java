package io.memspike.tasks.plan;

import io.memspike.datasets.encode.Encoding;
import io.memspike.tasks.experiment.Option;
import java.util.List;

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
        Integer steps,

        @Option(
                label = EventFilters.LABEL,
                says = EventFilters.BEFORE,
                shown = "the model's, where it names the encoder, too")
        List<String> filter) {
    /** The options. */
    public static final String OPTIONS = "--encode, --steps, --filter";

    /** Refuses filters that there are not. */
    public EncoderChoice {
        filter = EventFilters.areNone(filter) ? null : List.copyOf(filter);
        EventFilters.of(filter);
    }

    /** Whether anything is asked for. */
    public boolean isGiven() {
        return encoder != null || steps != null || filter != null;
    }

    /** What is asked for, or else {@code otherwise}. */
    public Encoding of(Encoding otherwise) {
        final Encoding usual = encoder == null ? otherwise : Encoding.of(encoder);
        final Encoding filtered = filter == null ? usual : usual.behind(EventFilters.of(filter));
        if (steps == null) {
            return filtered;
        }
        return encoder == null
                ? new Encoding(filtered.filters(), filtered.encoder(), 0, filtered.parameters()).withSteps(steps)
                : filtered.withSteps(steps);
    }
}
