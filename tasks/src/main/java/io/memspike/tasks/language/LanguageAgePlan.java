package io.memspike.tasks.language;

import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.language.internal.TaskOnChips;
import java.nio.file.Path;
import java.util.List;

/** What ages; the components say what they mean. */
public record LanguageAgePlan(
        @Option(label = "DIR", says = "a task, of which `test.tsv` is read", required = true)
        Path task,

        @Option(label = "FILE", says = "what the task has learnt", required = true)
        Path adapter,

        @Option(label = "MODEL", says = "an imported encoder", otherwise = LanguageImport.MODEL)
        Path model,

        @Option(label = "N", says = "chips: seeds from --seed up", otherwise = "5")
        int chips,

        @Option(
                label = "TIME,TIME,…",
                says = "times since programming, each " + Ages.UNITS_SAID,
                otherwise = "0,1h,1d,1mo,1y,10y",
                split = ",")
        List<String> times,

        ChipChoice chip,

        @Option(label = "N", says = TaskOnChips.TEXTS, otherwise = "0", shown = "all")
        int texts,

        @Option(
                written = true,
                label = "FILE",
                says =
                        "write what every chip achieves as comma-separated values: `time,seconds,compensated,seed,accuracy`")
        Path csv,

        @Option(written = true, label = "FILE", says = "draw mean and standard deviation as PNG")
        Path plot,

        long seed) {
    /** Refuses what is no time. */
    public LanguageAgePlan {
        times = List.copyOf(times);
        times.forEach(time -> Ages.seconds("--times", time));
        if (chips < 1 || times.isEmpty()) {
            throw new IllegalArgumentException(
                    "--chips, --times: expected at least 1 of each, found " + chips + ", " + times.size());
        }
    }
}
