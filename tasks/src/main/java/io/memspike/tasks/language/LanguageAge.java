package io.memspike.tasks.language;

import io.memspike.tasks.language.internal.TaskOnChips;
import io.memspike.tasks.language.internal.LanguageModel;
import io.memspike.tasks.language.internal.LanguageChip;
import com.google.auto.service.AutoService;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.Spread;
import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a task does on chips as they age, with drift compensation and without. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class LanguageAge implements Experiment<LanguageAge.Plan, LanguageAge.Result> {
    private static final Map<String, Double> UNITS = units();

    /** What ages; the components say what they mean. */
    public record Plan(
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
                    says = "times since programming, each a number of `s`, `min`, `h`, `d`, `mo` or `y`",
                    otherwise = "0,1h,1d,1mo,1y,10y",
                    split = ",")
            List<String> times,

            ChipChoice chip,

            @Option(label = "N", says = TaskOnChips.TEXTS, otherwise = "0", shown = "all")
            int texts,

            @Option(
                    label = "FILE",
                    says =
                            "write what every chip achieves as comma-separated values: `time,seconds,compensated,seed,accuracy`")
            Path csv,

            @Option(label = "FILE", says = "draw mean and standard deviation as PNG")
            Path plot,

            long seed) {
        /** Refuses what is no time. */
        public Plan {
            times = List.copyOf(times);
            times.forEach(time -> seconds("--times", time));
            if (chips < 1 || times.isEmpty()) {
                throw new IllegalArgumentException(
                        "--chips, --times: expected at least 1 of each, found " + chips + ", " + times.size());
            }
        }
    }

    /** What came out; the components say what they mean. */
    public record Result(
            @Means("share of the texts classified rightly in memory, in [0, 1]")
            double digital,

            List<Point> points,
            @Means("number of test texts") int texts,
            @Means("number of chips") int chips,
            @Means("seed of the first chip") long seed,
            @Means("the file, or null") Path csv,
            @Means("the file, or null") Path plot) {}

    /** One time; the components say what they mean. */
    public record Point(
            @Means("the time, as given") String time,
            @Means("the same in seconds") double seconds,

            @Means("mean share of the texts classified rightly on chips, in [0, 1], with drift compensation")
            double compensated,

            @Means("its sample standard deviation between chips; null of one")
            Double compensatedDeviation,

            @Means("that of each chip") List<Double> compensatedOf,
            @Means("the same without drift compensation") double plain,
            @Means("its deviation; null of one") Double plainDeviation,
            @Means("that of each chip") List<Double> plainOf) {}

    /**
     * A result, to be drawn.
     *
     * @param title what it is of
     * @param result what came out
     */
    public record Drawing(String title, Result result) {}

    private static Map<String, Double> units() {
        final Map<String, Double> units = new LinkedHashMap<>();
        units.put("min", 60.0);
        units.put("mo", 30 * 86400.0);
        units.put("s", 1.0);
        units.put("h", 3600.0);
        units.put("d", 86400.0);
        units.put("y", 365 * 86400.0);
        return units;
    }

    /** Seconds of a time: {@code 0}, or a number with a unit; a month has 30 days, a year 365. */
    static double seconds(String option, String time) {
        final String unit =
                UNITS.keySet().stream().filter(time::endsWith).findFirst().orElse("");
        final double number = ChipChoice.number(time.substring(0, time.length() - unit.length()));
        final double seconds = number * UNITS.getOrDefault(unit, 1.0);
        if (!(seconds < Double.POSITIVE_INFINITY && (number == 0 || !unit.isEmpty()))) {
            throw new IllegalArgumentException(
                    option + ": expected a number of s, min, h, d, mo or y, found '" + time + "'");
        }
        return seconds;
    }

    @Override
    public String name() {
        return "language age";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        plan.chip().hardware(0); // checks, before anything is read
        final Path texts = plan.task().resolve(TaskOnChips.FILE);
        Checkpoints.requireWritable(plan.csv());
        Checkpoints.requireNoInput(plan.csv(), plan.model(), plan.adapter(), texts);
        run.requireDrawing(plan.plot(), plan.model(), plan.adapter(), texts);
        Checkpoints.requireOther(plan.csv(), plan.plot());
        final LanguageModel model = LanguageModel.read(plan.model());
        final TaskOnChips task = TaskOnChips.read(model, plan.adapter(), plan.task(), plan.texts());
        final double digital = task.digital(run);
        final List<Point> points = points(plan, model, task, run);
        if (plan.csv() != null) {
            write(plan, points);
        }
        final Result result =
                new Result(digital, points, task.texts().size(), plan.chips(), plan.seed(), plan.csv(), plan.plot());
        run.draw(
                plan.plot(),
                new Drawing(
                        plan.adapter().getFileName() + " on " + plan.chips() + " chips of "
                                + plan.chip().device(),
                        result));
        return result;
    }

    private static List<Point> points(Plan plan, LanguageModel model, TaskOnChips task, Run run) throws IOException {
        final List<List<Double>> compensated = new ArrayList<>();
        final List<List<Double>> plain = new ArrayList<>();
        plan.times().forEach(time -> {
            compensated.add(new ArrayList<>());
            plain.add(new ArrayList<>());
        });
        for (int c = 0; c < plan.chips(); c++) {
            final LanguageChip fresh = LanguageChip.of(model, plan.chip(), plan.seed() + c, run);
            for (int t = 0; t < plan.times().size(); t++) {
                final double seconds = seconds("--times", plan.times().get(t));
                final LanguageChip aged = fresh.aged(plan.chip(), seconds, run);
                compensated.get(t).add(task.on(aged, run));
                plain.get(t).add(task.on(aged.uncompensated(), run));
            }
        }
        final List<Point> points = new ArrayList<>();
        for (int t = 0; t < plan.times().size(); t++) {
            points.add(new Point(
                    plan.times().get(t),
                    seconds("--times", plan.times().get(t)),
                    Spread.mean(compensated.get(t)),
                    Spread.deviation(compensated.get(t)),
                    compensated.get(t),
                    Spread.mean(plain.get(t)),
                    Spread.deviation(plain.get(t)),
                    plain.get(t)));
        }
        return points;
    }

    /** A line for each time, with compensation and without, and chip. */
    private static void write(Plan plan, List<Point> points) throws IOException {
        final List<List<Object>> rows = new ArrayList<>();
        for (final Point point : points) {
            for (int c = 0; c < plan.chips(); c++) {
                rows.add(List.of(
                        point.time(),
                        point.seconds(),
                        true,
                        plan.seed() + c,
                        point.compensatedOf().get(c)));
            }
            for (int c = 0; c < plan.chips(); c++) {
                rows.add(List.of(
                        point.time(),
                        point.seconds(),
                        false,
                        plan.seed() + c,
                        point.plainOf().get(c)));
            }
        }
        WholeFile.writeTable(plan.csv(), List.of("time", "seconds", "compensated", "seed", "accuracy"), rows);
    }
}
