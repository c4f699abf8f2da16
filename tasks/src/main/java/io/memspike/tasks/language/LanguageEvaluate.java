package io.memspike.tasks.language;

import io.memspike.tasks.language.internal.TaskOnChips;
import io.memspike.tasks.language.internal.LanguageModel;
import io.memspike.tasks.language.internal.LanguageChip;
import com.google.auto.service.AutoService;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.memristor.tile.PositionCells;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How well tasks do in memory, and on chips of which each holds the encoder once, for all of them. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class LanguageEvaluate implements Experiment<LanguageEvaluate.Plan, LanguageEvaluate.Result> {
    /** What is judged; the components say what they mean. */
    public record Plan(
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

            @Option(
                    label = TIME,
                    says = "time since programming: a number of `s`, `min`, `h`, `d`, `mo` or `y`",
                    otherwise = "0")
            String age,

            @Option(label = "on|off", says = "whether drift is compensated, tile by tile", otherwise = "on")
            String compensation,

            @Option(label = "N", says = TaskOnChips.TEXTS, otherwise = "0", shown = "all")
            int texts,

            long seed) {
        /** Refuses what fits nothing. */
        public Plan {
            task = List.copyOf(task);
            adapter = List.copyOf(adapter);
            if (task.size() != adapter.size()) {
                throw new IllegalArgumentException(
                        "--adapter: expected one for each --task, found " + adapter.size() + " for " + task.size());
            }
            if (chips < 0) {
                throw new IllegalArgumentException("--chips: expected at least 0, found " + chips);
            }
            final double seconds = LanguageAge.seconds("--age", age);
            if (!compensation.equals("on") && !compensation.equals("off")) {
                throw new IllegalArgumentException("--compensation: expected on or off, found '" + compensation + "'");
            }
            if (chips == 0) {
                chip.requireStandard("--chips of at least 1");
                if (seconds != 0 || compensation.equals("off")) {
                    throw new IllegalArgumentException(
                            "--age, --compensation: expected --chips of at least 1, found 0");
                }
            }
        }
    }

    /** What a time looks like. */
    static final String TIME = "TIME";

    /** What came out; the components say what they mean. */
    public record Result(
            List<Task> tasks,

            @Means("weights of the encoder that lie on each chip")
            long weights,

            @Means("numbers of the encoder that stay in memory: tables, norms and biases")
            long digitalNumbers,

            @Means("digest of what lies on each chip's tiles before any task")
            List<String> conductances,

            @Means("whether it is what each task was computed with")
            boolean unchanged,

            @Means("number of chips") int chips,
            @Means("seconds since programming") double ageSeconds,
            @Means("whether drift is compensated") boolean compensated,
            @Means("seed of the first chip") long seed) {}

    /** How one task does; the components say what they mean. */
    public record Task(
            @Means("the task's directory") Path task,
            @Means("what it has learnt") Path adapter,
            @Means("number of classes") int classes,
            @Means("number of texts") int texts,

            @Means("share classified rightly in memory, in [0, 1]")
            double digital,

            @Means("mean share on chips; null without chips")
            Double accuracy,

            @Means("its sample standard deviation between chips; null of fewer than two")
            Double deviation,

            @Means("that of each chip") List<Double> accuracies,
            @Means("numbers that the task has learnt") int numbers,
            @Means("bytes of its file") long bytes) {}

    @Override
    public String name() {
        return "language evaluate";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        plan.chip().hardware(0); // checks, before anything is read
        final LanguageModel model = LanguageModel.read(plan.model());
        final List<TaskOnChips> tasks = new ArrayList<>();
        for (int t = 0; t < plan.task().size(); t++) {
            tasks.add(TaskOnChips.read(model, plan.adapter().get(t), plan.task().get(t), plan.texts()));
        }
        final List<Double> digital = new ArrayList<>();
        final List<List<Double>> onChips = new ArrayList<>();
        for (final TaskOnChips task : tasks) {
            digital.add(task.digital(run));
            onChips.add(new ArrayList<>());
        }
        final double age = LanguageAge.seconds("--age", plan.age());
        final boolean compensated = plan.compensation().equals("on");
        final List<String> before = new ArrayList<>();
        boolean unchanged = true;
        for (int c = 0; c < plan.chips(); c++) {
            final LanguageChip aged =
                    LanguageChip.of(model, plan.chip(), plan.seed() + c, run).aged(plan.chip(), age, run);
            final LanguageChip chip = compensated ? aged : aged.uncompensated(); // calibrated alike: one chip of a seed
            before.add(chip.digest());
            for (int t = 0; t < tasks.size(); t++) {
                final Map<String, PositionCells> given = new TreeMap<>();
                onChips.get(t).add(tasks.get(t).on(chip, given, run));
                unchanged &= LanguageChip.digest(given).equals(before.get(c));
            }
        }
        final List<Task> results = new ArrayList<>();
        for (int t = 0; t < tasks.size(); t++) {
            final List<Double> each = onChips.get(t);
            results.add(new Task(
                    plan.task().get(t),
                    plan.adapter().get(t),
                    tasks.get(t).adapter().labels().size(),
                    tasks.get(t).texts().size(),
                    digital.get(t),
                    each.isEmpty() ? null : Spread.mean(each),
                    Spread.deviation(each),
                    List.copyOf(each),
                    tasks.get(t).adapter().size(),
                    Files.size(plan.adapter().get(t))));
        }
        final long weights = model.model().graph().nodesOf(MatrixKind.class).stream()
                .mapToLong(node -> model.model().weights(node.name()).length)
                .sum();
        final long all = model.model().tensors().values().stream()
                .mapToLong(tensor -> tensor.length)
                .sum();
        return new Result(
                results, weights, all - weights, before, unchanged, plan.chips(), age, compensated, plan.seed());
    }
}
