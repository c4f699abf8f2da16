package io.memspike.tasks.language;

import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.language.internal.TaskOnChips;
import io.memspike.tasks.plan.Checkpoints;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** What is judged; the components say what they mean. */
public record LanguageEvaluatePlan(
        @Option(
                label = "DIR",
                says = "a task, of which `test.tsv` is read; may be given several times, each with its --adapter",
                required = true)
        List<Path> task,

        @Option(label = "FILE", says = "what the task has learnt, in the order of the tasks", required = true)
        List<Path> adapter,

        @Option(label = "MODEL", says = "an imported encoder", otherwise = LanguageImport.MODEL)
        Path model,

        @Option(label = "N", says = "chips: seeds from --seed up; 0 for none", otherwise = "1")
        int chips,

        ChipChoice chip,

        @Option(label = Ages.TIME, says = "time since programming: " + Ages.UNITS_SAID, otherwise = "0")
        String age,

        @Option(label = "on|off", says = "whether drift is compensated, tile by tile", otherwise = "on")
        String compensation,

        @Option(
                label = "N",
                says =
                        "judge N trainings of each task, as `language train --repeats N` with this --seed wrote them: each --adapter"
                                + " stands for `NAME-SEED.safetensors`",
                otherwise = "1")
        int repeats,

        @Option(label = "N", says = TaskOnChips.TEXTS, otherwise = "0", shown = "all")
        int texts,

        long seed) {
    /** Refuses what fits nothing. */
    public LanguageEvaluatePlan {
        task = List.copyOf(task);
        adapter = List.copyOf(adapter);
        if (task.size() != adapter.size()) {
            throw new IllegalArgumentException(
                    "--adapter: expected one for each --task, found " + adapter.size() + " for " + task.size());
        }
        if (chips < 0) {
            throw new IllegalArgumentException("--chips: expected at least 0, found " + chips);
        }
        if (repeats < 1) {
            throw new IllegalArgumentException("--repeats: expected at least 1, found " + repeats);
        }
        final double seconds = Ages.seconds("--age", age);
        if (!compensation.equals("on") && !compensation.equals("off")) {
            throw new IllegalArgumentException("--compensation: expected on or off, found '" + compensation + "'");
        }
        if (chips == 0) {
            chip.requireStandard("--chips of at least 1");
            if (repeats == 1) {
                ChipChoice.requireNoSeed(seed, "--chips of at least 1");
            }
            if (seconds != 0 || compensation.equals("off")) {
                throw new IllegalArgumentException("--age, --compensation: expected --chips of at least 1, found 0");
            }
        }
    }

    /** Files of what a task has learnt, one for each training. */
    List<Path> adapters(int number) {
        return IntStream.range(0, repeats)
                .mapToObj(i -> repeats == 1 ? adapter.get(number) : Checkpoints.ofSeed(adapter.get(number), seed + i))
                .toList();
    }
}
