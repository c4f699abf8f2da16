package io.memspike.tasks.hardware;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.memspike.tasks.energy.ConstantsChoice;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.plan.DataChoice;
import java.nio.file.Path;
import java.util.List;

/** What learning with converters brings back; the components say what they mean. */
public record ConverterStudyPlan(
        @Option(label = "MODEL", says = "a classifier that was trained without converters", positional = true)
        Path model,

        @Option(
                label = "FILE",
                says = "models that were trained with converters, of which each says what they are like",
                required = true,
                split = ",")
        List<Path> aware,

        DataChoice data,

        @Option(label = "N", says = "the first N test samples", otherwise = "0", shown = "all")
        int samples,

        @Option(
                label = "R",
                says = "chips for each model, whose columns differ as --seed and the numbers after it say",
                otherwise = "1")
        int repeats,

        @Option(label = "N", says = "count energy on the first N", otherwise = "200")
        int energySamples,

        @JsonUnwrapped ConstantsChoice technology,

        @Option(written = true, label = "FILE", says = "write the table as comma-separated values")
        Path csv,

        @Option(
                written = true,
                label = "FILE",
                says = "draw accuracy, and the energy of converters, against bits as PNG")
        Path plot,

        long seed) {
    /** Bits that energy is compared with. */
    public static final int USUAL_BITS = 8;

    /** Refuses what tells nothing. */
    public ConverterStudyPlan {
        aware = aware == null ? List.of() : List.copyOf(aware);
        if (aware.isEmpty()) {
            throw new IllegalArgumentException("--aware: expected at least one model, found none");
        }
        if (repeats < 1 || repeats > 1000) {
            throw new IllegalArgumentException("--repeats: expected 1 to 1000, found " + repeats);
        }
        if (samples < 0 || energySamples < 1) {
            throw new IllegalArgumentException("--samples, --energy-samples: expected at least 0 and at least 1, found "
                    + samples + " and " + energySamples);
        }
    }
}
