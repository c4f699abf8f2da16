package io.memspike.app.array;

import io.memspike.app.cli.Checkpoints;
import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.ConverterOptions;
import io.memspike.app.cli.DataOption;
import io.memspike.app.cli.Networks;
import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.datasets.Split;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ConverterCalibration;
import io.memspike.tasks.ConverterPlan;
import io.memspike.tasks.Converters;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.array.ArrayNetworks;
import io.memspike.tasks.array.ArraySetup;
import io.memspike.tasks.array.ArrayStudy;
import io.memspike.tasks.array.StudyPlan;
import io.memspike.tasks.array.StudyPoint;
import io.memspike.tasks.array.Sweep;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Accuracy of a model against the strength of an effect, over several devices. */
@Command(
        name = "study",
        description = {
            "Vary one effect of the array and measure a model's accuracy on several devices at each strength.",
            "Sweeps: read-noise, stuck-at, stuck-on, stuck-off, open, short, adc-bits, adc-nonlinearity, adc-noise,",
            "adc-offset, adc-gain, digital-bits (0: floating point), dac-bits, drift-time, wire-resistance, partitions,",
            "levels, tolerance; all other effects stay as options say. Converters find their full scale on each array."
        })
final class ArrayStudyCommand implements Callable<Integer> {
    private static final int DIGITS = 6;
    private static final int LOGARITHMIC_DIGITS = 4; // equal factors give no round numbers

    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Mixin
    private ArrayOptions array;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "A model file.")
    private Path file;

    @Option(
            names = "--sweep",
            required = true,
            paramLabel = "NAME=POINTS",
            description = "FROM..TO/POINTS, log:FROM..TO/POINTS or VALUE,VALUE,… of an effect.")
    private String sweep;

    @Option(
            names = "--repeats",
            defaultValue = "10",
            paramLabel = "R",
            description = "Devices at each point: seeds from --seed up (default: ${DEFAULT-VALUE}).")
    private int repeats;

    @Mixin
    private DataOption dataset;

    @Option(
            names = "--samples",
            defaultValue = "1000",
            paramLabel = "N",
            description = "The first N, 0 for all (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--read-noise",
            defaultValue = "0",
            paramLabel = "SIGMA",
            description = "Noise of each read as a fraction of each cell's conductance (default: ${DEFAULT-VALUE}).")
    private double readNoise;

    @Mixin
    private ConverterOptions options;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Write every device's accuracy as comma-separated values.")
    private Path csv;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the accuracy as PNG.")
    private Path plot;

    @Override
    public Integer call() throws Exception {
        for (final Path out : new Path[] {csv, plot}) {
            if (out != null) {
                Checkpoints.requireWritable(out);
            }
        }
        final ArraySetup cells = array.setup().withReadNoise(readNoise);
        final Model model = ModelNetwork.read(file);
        Networks.requireClassifier(file, model);
        final Converters trained = Networks.trainedConverters(file, model);
        final ArraySetup fixed = cells.with(options.plan(trained.plan()));
        final StudyPlan plan = new StudyPlan(Sweep.parse(sweep), fixed, repeats, common.seed());
        final String name = dataset.of(model);
        final ClassifierData data = dataset.data(file, model, common.seed());
        final Samples samples = data.samples(name, Split.TEST, count);
        final Kernels kernels = common.kernels();
        Networks.of(file, model, samples, kernels, ReadNoise.NONE); // refuses what does not fit
        final ArrayNetworks networks =
                new ArrayNetworks(model, data.firstTraining(name, ConverterCalibration.SAMPLES), kernels);
        final List<StudyPoint> points;
        try (Progress progress = Progress.of("study", plan.inferences(samples.size()), common.isJson())) {
            points = new ArrayStudy(networks, samples, common.threads(), progress::to).run(plan);
        }
        if (csv != null) {
            StudyFiles.writeCsv(csv, plan, points);
        }
        if (plot != null) {
            final String of = file.getFileName() + " on " + array.device() + ", " + samples.size() + " samples";
            StudyFiles.writePlot(plot, of, plan, points);
        }
        report(plan, points, samples.size(), trained);
        return 0;
    }

    private void report(StudyPlan plan, List<StudyPoint> points, int samples, Converters trained) throws IOException {
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        report.line(
                "%s on %s: %d %s a point, %d samples",
                file.getFileName(),
                array.device(),
                plan.repeats(),
                plan.repeats() == 1 ? "device" : "devices",
                samples);
        final ConverterPlan converters = plan.fixed().converters();
        if (!converters.isExact()) {
            report.line(
                    "converters: %s%s",
                    ConverterOptions.words(converters), ConverterOptions.origin(converters, trained));
        }
        report.line("%16s  %10s  %10s", plan.sweep().effect().option(), "accuracy %", "deviation");
        final MathContext rounding = new MathContext(plan.sweep().logarithmic() ? LOGARITHMIC_DIGITS : DIGITS);
        for (final StudyPoint point : points) {
            report.line(
                    "%16s  %10.2f  %10.2f",
                    new BigDecimal(point.value())
                            .round(rounding)
                            .stripTrailingZeros()
                            .toPlainString(),
                    100 * point.mean(),
                    100 * point.deviation());
        }
        report.put("sweep", plan.sweep().effect().option())
                .put("points", points.stream().map(ArrayStudyCommand::row).toList())
                .put("device", array.device())
                .put("converters", converters.isExact() ? null : ConverterOptions.words(converters))
                .put("repeats", plan.repeats())
                .put("samples", samples)
                .put("seed", plan.seed())
                .put("csv", csv == null ? null : csv.toString())
                .put("plot", plot == null ? null : plot.toString())
                .end();
    }

    private static Map<String, Object> row(StudyPoint point) {
        final Map<String, Object> row = new LinkedHashMap<>();
        row.put("value", point.value());
        row.put("accuracy", point.mean());
        row.put("deviation", point.deviation());
        row.put("accuracies", point.accuracies());
        return row;
    }
}
