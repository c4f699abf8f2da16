package io.memspike.tasks.language;

import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.experiment.Results;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is swept; the components say what they mean. */
public record LanguageStudyPlan(
        @Option(label = "DIR", says = "a task: `train.tsv` and `test.tsv`, lines of label, tab, text", required = true)
        Path task,

        @Option(
                written = true,
                label = "FILE",
                says = "adapters are written beside it, each named by its value, `NAME-VALUE.safetensors`",
                required = true)
        Path adapter,

        @Option(label = "MODEL", says = "an imported encoder", otherwise = LanguageImport.MODEL)
        Path model,

        @Option(
                label = "rank|bits",
                says =
                        "what is swept: the rank of adapters, or the bits of DACs and ADCs, for which each adapter learns anew",
                otherwise = RANK)
        String sweep,

        @Option(label = "V,V,…", says = "its values", shown = "1,2,4,8,16, or 8,7,6", split = ",")
        List<Integer> values,

        @Option(label = "N", says = "texts to learn from, drawn by the seed; 0 for all", otherwise = "0", shown = "all")
        int texts,

        @Option(
                label = "N",
                says = "judge by N texts of the training file, which nothing is learnt from, and not by the test file",
                otherwise = "0",
                shown = "by the test file")
        int holdOut,

        @Option(label = "N", says = "passes over the texts", otherwise = "3")
        int epochs,

        @Option(label = "N", says = "chips that each adapter is judged on: seeds from --seed up", otherwise = "3")
        int chips,

        @Option(label = Ages.TIME, says = "age of the chips beside fresh ones: " + Ages.UNITS_SAID, otherwise = "10y")
        String age,

        ChipChoice chip,

        @Option(
                written = true,
                label = "FILE",
                says = "write what every chip achieves as comma-separated values:"
                        + " `value,readapted,seconds,seed,accuracy`")
        Path csv,

        @Option(written = true, label = "FILE", says = "draw mean and standard deviation as PNG")
        Path plot,

        long seed) {
    private static final String RANK = "rank";
    private static final String BITS = "bits";
    private static final List<Integer> RANKS = List.of(1, 2, 4, 8, 16);
    private static final List<Integer> FEWER_BITS = List.of(8, 7, 6);

    /** Refuses what contradicts itself. */
    public LanguageStudyPlan {
        if (!sweep.equals(RANK) && !sweep.equals(BITS)) {
            throw new IllegalArgumentException("--sweep: expected rank or bits, found '" + sweep + "'");
        }
        values = values == null ? sweep.equals(RANK) ? RANKS : FEWER_BITS : List.copyOf(values);
        if (chips < 1 || values.isEmpty() || values.stream().distinct().count() < values.size()) {
            throw new IllegalArgumentException(
                    "--chips, --values: expected at least 1 chip, and each value once, found " + chips + ", " + values);
        }
        if (sweep.equals(BITS) && !chip.hasStandardBits()) {
            throw new IllegalArgumentException("--dac-bits, --adc-bits: expected neither with --sweep bits, found "
                    + chip.dacBits() + ", " + chip.adcBits());
        }
        Ages.seconds("--age", age);
    }

    /** Whether converters are swept. */
    public boolean isOfBits() {
        return sweep.equals(BITS);
    }

    /** Seconds since programming. */
    double ageSeconds() {
        return Ages.seconds("--age", age);
    }

    /** The adapter's file of a value. */
    Path file(int value) {
        final String name = String.valueOf(adapter.getFileName()).replaceFirst("\\.safetensors$", "");
        return adapter.resolveSibling(name + "-" + value + ".safetensors");
    }

    /** Chips of a value. */
    ChipChoice chip(int value) {
        return isOfBits() ? chip.withBits(value) : chip;
    }

    /**
     * How the adapter of a value is trained.
     *
     * @throws IllegalArgumentException where it cannot be
     */
    LanguageTrainPlan training(int value) {
        final Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("task", task.toString());
        settings.put("model", model.toString());
        settings.put("adapter", file(value).toString());
        settings.put("mode", LanguageTrainPlan.AWARE);
        settings.put("texts", texts);
        settings.put("holdOut", holdOut);
        settings.put("epochs", epochs);
        settings.put("chip", chip(value));
        settings.put("seed", seed);
        if (!isOfBits()) {
            settings.put(RANK, value);
        }
        return Plans.read(Results.json(settings), LanguageTrainPlan.class);
    }
}
