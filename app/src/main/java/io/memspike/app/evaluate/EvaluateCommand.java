package io.memspike.app.evaluate;

import io.memspike.app.cli.Checkpoints;
import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.ConverterOptions;
import io.memspike.app.cli.DataOption;
import io.memspike.app.cli.EncodeOption;
import io.memspike.app.cli.EventInput;
import io.memspike.app.cli.ExitPolicies;
import io.memspike.app.cli.Latencies;
import io.memspike.app.cli.Networks;
import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.core.ExitPolicy;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.file.SafetensorsWriter;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.run.Network;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.datasets.encode.Encoding;
import io.memspike.earlyexit.Trajectories;
import io.memspike.memristor.hardware.ConverterCalibration;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.DigitalUnit;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.neurobench.NeuroBench;
import io.memspike.tasks.neurobench.NeuroBenchCounter;
import io.memspike.tasks.record.NodeRecording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Classifies samples with a model and measures accuracy, steps, speed and work. */
@Command(name = "evaluate", description = "Classify samples with a model: accuracy, steps, latency, work.")
public final class EvaluateCommand implements Callable<Integer> {
    private static final int LATENCY_SAMPLES = 500;

    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Parameters(paramLabel = "MODEL", description = "A model file.")
    private Path file;

    @Mixin
    private DataOption dataset;

    @Mixin
    private EncodeOption encode;

    @Option(names = "--events", paramLabel = "FILE", description = "An event file, instead of a data set.")
    private Path events;

    @Option(names = "--samples", defaultValue = "0", paramLabel = "N", description = "The first N (default: all).")
    private int count;

    @Option(
            names = "--early-stop",
            defaultValue = "off",
            paramLabel = "THRESHOLD|off",
            description =
                    "Stop each inference once the policy's score exceeds this, in [0, 1] (default: ${DEFAULT-VALUE}).")
    private String earlyStop;

    @Option(
            names = "--policy",
            defaultValue = "confidence",
            paramLabel = "confidence|margin|entropy",
            description = "The early-stop rule (default: ${DEFAULT-VALUE}).")
    private String policy;

    @Option(
            names = "--read-noise",
            paramLabel = "SIGMA",
            description =
                    "Noise of each read as a fraction of each cell's conductance (default: 0, or as the model's file"
                            + " says).")
    private Double readNoise;

    @Mixin
    private ConverterOptions options;

    @Option(
            names = "--logits",
            paramLabel = "FILE",
            description = "Write the read-out of every step as safetensors: logits F32 [N, T, classes].")
    private Path logits;

    @Option(
            names = "--record",
            split = ",",
            paramLabel = "NODE",
            description = "Write what these nodes do at every step as NumPy arrays: spikes, rates and membranes.")
    private List<String> record;

    @Option(names = "--out", paramLabel = "DIR", description = "The directory of these arrays, a new one.")
    private Path out;

    @Option(
            names = "--bin-ms",
            paramLabel = "MS",
            description = "Width of a step of an event file, for the execution rate (a data set's: 30).")
    private Double binMs;

    @Override
    public Integer call() throws Exception {
        final ExitPolicy exit = ExitPolicies.of(policy, earlyStop);
        if (logits != null) {
            if (exit != null) {
                throw new IllegalArgumentException(
                        "--logits needs every step: expected --early-stop off, found " + earlyStop);
            }
            Checkpoints.requireWritable(logits);
        }
        if (events != null && dataset.isGiven()) {
            throw new IllegalArgumentException("expected one of --dataset and --events, found both");
        }
        if (events != null && encode.isGiven()) {
            throw new IllegalArgumentException("--encode, --steps: expected a data set, found --events");
        }
        if (binMs != null && (events == null || !(binMs > 0 && binMs < Double.POSITIVE_INFINITY))) {
            throw new IllegalArgumentException("--bin-ms: expected a time above 0 and --events, found " + binMs);
        }
        requireRecord(exit);
        final Model model = ModelNetwork.read(file);
        if (record != null) {
            NodeRecording.requireNodes(model.graph(), record);
        }
        try (EventInput<Samples> input = input(model)) {
            final Samples samples = input.events();
            final KernelsLookup.Choice kernels = common.kernelsFor(samples.size());
            final Placement trained = Networks.trained(file, model);
            final Placement placement = placement(model, trained, samples, kernels.kernels());
            final Network network = Networks.of(file, model, samples, kernels.kernels(), placement);
            final NeuroBenchCounter counter = new NeuroBenchCounter(model.at(samples.shape()));
            final ClassifierEvaluation.Result result;
            final Histogram latency;
            try (Progress progress = Progress.of("evaluate", samples.size(), common.isJson());
                    Recorder recorder = Recorder.of(record, out, network, samples)) {
                final ClassifierEvaluation evaluation = recorder.seeing(
                        new ClassifierEvaluation(network, samples, common.threads(), progress::to).seenBy(counter));
                if (logits == null) {
                    result = evaluation.run(exit);
                } else {
                    final ClassifierEvaluation.Recording recording = evaluation.record();
                    write(recording.trajectories());
                    result = recording.result();
                }
                recorder.commit();
                latency = evaluation.latencyNanos(exit, LATENCY_SAMPLES);
            }
            final Double floating = floatingAccuracy(placement, exit, samples, kernels.kernels(), model);
            final ConverterPlan asTrained = trained.standard().converters();
            report(
                    new Measured(
                            result,
                            latency,
                            asTrained,
                            placement,
                            floating,
                            counter.figures(binMillis(model, samples))),
                    samples.steps(),
                    kernels);
        }
        return 0;
    }

    private void requireRecord(ExitPolicy exit) {
        if ((record == null) != (out == null)) {
            throw new IllegalArgumentException("expected --record and --out together, found one of them");
        }
        if (record != null && exit != null) {
            throw new IllegalArgumentException(
                    "--record needs every step: expected --early-stop off, found " + earlyStop);
        }
    }

    /** Width of a step in milliseconds; null where it is not known. */
    private Double binMillis(Model model, Samples samples) throws IOException {
        if (events != null) {
            return binMs;
        }
        final boolean isCamera = encoding(model).encoder().equals("saccade"); // what others show has no time of its own
        return isCamera ? Double.valueOf(1e-3 * SaccadeCamera.DURATION_MICROS / samples.steps()) : null;
    }

    private EventInput<Samples> input(Model model) throws IOException {
        return events == null
                ? EventInput.ofDataset(data(model), dataset.of(model), count)
                : EventInput.ofFile(events, count);
    }

    private ClassifierData data(Model model) throws IOException {
        return new ClassifierData(dataset.sets(), encoding(model), common.seed());
    }

    private Encoding encoding(Model model) throws IOException {
        return encode.of(DataOption.encoding(dataset.sets(), dataset.of(model), file, model));
    }

    /** The hardware asked for, with the full scales that the model was trained with, or else those found on samples. */
    private Placement placement(Model model, Placement trained, Samples samples, Kernels kernels) throws IOException {
        final ConverterPlan plan = options.plan(trained.standard().converters());
        final Placement asked = trained.with(trained.standard().withReadNoise(noise(trained)))
                .each(hardware -> hardware.with(plan))
                .with(trained.fullScales().withSeed(common.seed()))
                .withSeed(common.seed());
        final boolean hasScales =
                (plan.bits() == 0 || !trained.fullScales().columns().isEmpty())
                        && (plan.dacBits() == 0 || !trained.fullScales().rows().isEmpty());
        if (hasScales && !options.asksForFullScale()) {
            return asked;
        }
        final Samples observed =
                events == null ? data(model).firstTraining(dataset.of(model), ConverterCalibration.SAMPLES) : samples;
        Networks.of(file, model, observed, kernels); // refuses what does not fit
        return ModelNetwork.calibrated(model, asked, observed, kernels);
    }

    private double noise(Placement trained) {
        return readNoise == null ? trained.standard().readNoise() : readNoise;
    }

    /** Accuracy with a digital unit in floating point instead of fixed; null where there is none in fixed point. */
    private Double floatingAccuracy(Placement placement, ExitPolicy exit, Samples samples, Kernels kernels, Model model)
            throws IOException {
        final ConverterPlan plan = placement.standard().converters();
        if (plan.digital() == null || plan.digital().equals(DigitalUnit.FLOATING)) {
            return null;
        }
        final Placement floating = placement.each(hardware -> hardware.with(plan.with(DigitalUnit.FLOATING)));
        final Network network = Networks.of(file, model, samples, kernels, floating);
        try (Progress progress = Progress.of("in floating point", samples.size(), common.isJson())) {
            return new ClassifierEvaluation(network, samples, common.threads(), progress::to)
                    .run(exit)
                    .accuracy();
        }
    }

    private void write(Trajectories trajectories) throws IOException {
        final long[] shape = {trajectories.samples(), trajectories.steps(), trajectories.classes()};
        new SafetensorsWriter()
                .floats("logits", shape, trajectories.potentials())
                .write(logits);
    }

    /** What came out, and through which converters; accuracy in floating point may be null. */
    private record Measured(
            ClassifierEvaluation.Result result,
            Histogram latency,
            ConverterPlan trained,
            Placement placement,
            Double floatingAccuracy,
            NeuroBench neuroBench) {}

    private void report(Measured measured, int steps, KernelsLookup.Choice kernels) throws IOException {
        final ClassifierEvaluation.Result result = measured.result();
        final Histogram latency = measured.latency();
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        report.line("accuracy            %.2f %% of %d samples", 100 * result.accuracy(), result.samples());
        report.line("mean steps          %.2f of %d", result.meanSteps(), steps);
        report.line("throughput          %.0f samples/s on %d threads", result.samplesPerSecond(), common.threads());
        report.line(
                "latency             p50 %.0f µs, p99 %.0f µs, max %.0f µs, one sample at a time",
                Latencies.micros(latency, 50), Latencies.micros(latency, 99), Latencies.micros(latency, 100));
        report.line("synaptic operations %.0f a sample", result.synapticOperationsPerSample());
        final ConverterPlan plan = measured.placement().standard().converters();
        if (!plan.isExact()) {
            report.line(
                    "converters          %s%s; full scales %s",
                    ConverterOptions.words(plan),
                    ConverterOptions.origin(plan, measured.trained()),
                    measured.placement().fullScales().columns());
        }
        final Double floating = measured.floatingAccuracy();
        if (floating != null) {
            report.line(
                    "digital unit        costs %.2f points: %.2f %% in floating point",
                    100 * (floating - result.accuracy()), 100 * floating);
        }
        report.line("kernels             %s (%s)", kernels.kernels().name(), kernels.reason());
        if (record != null) {
            report.line("recorded            %s of %s", out, String.join(", ", record));
        }
        report.put("accuracy", result.accuracy())
                .put("meanSteps", result.meanSteps())
                .put("steps", steps)
                .put("samples", result.samples())
                .put("samplesPerSecond", result.samplesPerSecond())
                .put("latencyMicros", Latencies.row(latency))
                .put("synapticOpsPerSample", result.synapticOperationsPerSample())
                .put("kernels", kernels.kernels().name())
                .put("threads", common.threads())
                .put("readNoise", measured.placement().standard().readNoise())
                .put("adcBits", plan.bits() == 0 ? null : plan.bits())
                .put("adcNonlinearity", plan.bits() == 0 ? null : plan.nonlinearity())
                .put("adcNoise", plan.bits() == 0 ? null : plan.noiseLsb())
                .put("adcOffset", plan.bits() == 0 ? null : plan.offsetLsb())
                .put("adcGain", plan.bits() == 0 ? null : plan.gainSigma())
                .put("dacBits", plan.dacBits() == 0 ? null : plan.dacBits())
                .put(
                        "digitalUnit",
                        plan.digital() == null ? null : plan.digital().toString())
                .put("accuracyFloatingPoint", floating)
                .put("digitalDropPoints", floating == null ? null : 100 * (floating - result.accuracy()))
                .put("convertersAsTrained", !plan.isExact() && plan.equals(measured.trained()))
                .put("recorded", out == null ? null : out.toString())
                .put("seed", common.seed());
        NeuroBenchTable.add(report, measured.neuroBench());
        report.end();
    }
}
