package io.memspike.app.array;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.ConverterOptions;
import io.memspike.app.cli.DataOption;
import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.core.Samples;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.memristor.hardware.ConverterCalibration;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.array.ArrayStudy;
import io.memspike.tasks.array.ClassifierStudy;
import io.memspike.tasks.array.StudyPlan;
import io.memspike.tasks.array.StudyPoint;
import io.memspike.tasks.array.StudyTask;
import io.memspike.tasks.array.Sweep;
import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.inpainting.InpaintingStudy;
import io.memspike.tasks.inpainting.picture.Canvas;
import io.memspike.tasks.inpainting.picture.HoleMask;
import io.memspike.tasks.inpainting.picture.Picture;
import io.memspike.tasks.inpainting.picture.Pictures;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.ConverterChoice;
import io.memspike.tasks.plan.Networks;
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

/** What a model achieves against the strength of an effect, over several devices. */
@Command(
        name = "study",
        description = {
            "Vary one effect of the array and measure a classifier's accuracy, or an auto-encoder's error inside holes,",
            "on several devices at each strength.",
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
            description = "Write what every device achieves as comma-separated values.")
    private Path csv;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw it as PNG.")
    private Path plot;

    @Override
    public Integer call() throws Exception {
        for (final Path out : new Path[] {csv, plot}) {
            if (out != null) {
                Checkpoints.requireWritable(out);
            }
        }
        final Hardware hardware = array.hardware().withReadNoise(readNoise);
        final Model model = ModelNetwork.read(file);
        final ConverterPlan trained = Networks.trained(file, model).standard().converters();
        final StudyPlan plan =
                new StudyPlan(Sweep.parse(sweep), hardware.with(options.plan(trained)), repeats, common.seed());
        final String name = dataset.of(model);
        final StudyTask task = Networks.isAutoEncoder(model) ? inpainting(model, name) : classifier(model, name);
        final StudyMeasure measure = Networks.isAutoEncoder(model) ? StudyMeasure.HOLE_ERROR : StudyMeasure.ACCURACY;
        final List<StudyPoint> points;
        try (Progress progress = Progress.of("study", plan.inferences(task.sampleCount()), common.isJson())) {
            points = new ArrayStudy(task, common.threads(), progress::to).run(plan);
        }
        if (csv != null) {
            StudyFiles.writeCsv(csv, measure, plan, points);
        }
        if (plot != null) {
            final String of = file.getFileName() + " on " + array.device() + ", " + task.sampleCount() + " samples";
            StudyFiles.writePlot(plot, of, measure, plan, points);
        }
        report(measure, plan, points, task.sampleCount(), trained);
        return 0;
    }

    private StudyTask classifier(Model model, String name) throws IOException {
        final ClassifierData data = dataset.data(file, model, common.seed());
        final Samples samples = data.samples(name, Split.TEST, count);
        final Kernels kernels = common.kernels();
        Networks.of(file, model, samples, kernels); // refuses what does not fit
        return new ClassifierStudy(model, data.firstTraining(name, ConverterCalibration.SAMPLES), samples, kernels);
    }

    private StudyTask inpainting(Model model, String name) throws IOException {
        final Canvas canvas = new Canvas(AutoEncoders.spec(file, model).side());
        final HoleMask hole = HoleMask.of(canvas, AutoEncoders.hole(null, canvas.side(), file, model));
        final DataSets sets = dataset.sets();
        final List<Picture> shown = Pictures.of(sets.images(name, Split.TRAIN), canvas, ConverterCalibration.SAMPLES);
        final List<Picture> filled = Pictures.of(sets.images(name, Split.TEST), canvas, count);
        try {
            return new InpaintingStudy(model, hole, shown, filled, common.seed(), common.kernels());
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": " + e.getMessage());
        }
    }

    private void report(
            StudyMeasure measure, StudyPlan plan, List<StudyPoint> points, int samples, ConverterPlan trained)
            throws IOException {
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
                    "converters: %s%s", ConverterChoice.words(converters), ConverterChoice.origin(converters, trained));
        }
        report.line("%16s  %10s  %10s", plan.sweep().effect().option(), measure.heading(), "deviation");
        final String row = "%16s  %10." + measure.digits() + "f  %10." + measure.digits() + "f";
        final MathContext rounding = new MathContext(plan.sweep().logarithmic() ? LOGARITHMIC_DIGITS : DIGITS);
        for (final StudyPoint point : points) {
            report.line(
                    row,
                    new BigDecimal(point.value())
                            .round(rounding)
                            .stripTrailingZeros()
                            .toPlainString(),
                    measure.factor() * point.mean(),
                    measure.factor() * point.deviation());
        }
        report.put("sweep", plan.sweep().effect().option())
                .put("points", points.stream().map(point -> row(measure, point)).toList())
                .put("device", array.device())
                .put("converters", converters.isExact() ? null : ConverterChoice.words(converters))
                .put("repeats", plan.repeats())
                .put("samples", samples)
                .put("seed", plan.seed())
                .put("csv", csv == null ? null : csv.toString())
                .put("plot", plot == null ? null : plot.toString())
                .end();
    }

    private static Map<String, Object> row(StudyMeasure measure, StudyPoint point) {
        final Map<String, Object> row = new LinkedHashMap<>();
        row.put("value", point.value());
        row.put(measure.key(), point.mean());
        row.put("deviation", point.deviation());
        row.put(measure.all(), point.results());
        return row;
    }
}
