package io.memspike.app.train;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.ConverterOptions;
import io.memspike.app.cli.DataOption;
import io.memspike.app.cli.DataPlace;
import io.memspike.app.cli.EncodeOption;
import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.datasets.Split;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.set.DataSets;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierDefaults;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.network.LearningChoice;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.topology.loss.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a classifier. */
@Command(
        name = "classify",
        description = {
            "Train a classifier of camera events.",
            "A checkpoint is kept beside the model until training is done; --resume goes on from it to the same bits."
        })
final class TrainClassifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Option(
            names = "--dataset",
            defaultValue = "mnist",
            paramLabel = "D",
            description = DataOption.NAMES + " (default: ${DEFAULT-VALUE}).")
    private String dataset;

    @Mixin
    private DataPlace place;

    @Mixin
    private EncodeOption encode;

    @Option(
            names = "--network",
            defaultValue = "conv",
            paramLabel = "NAME|FILE",
            description = "The network: conv, mlp or a YAML file (default: ${DEFAULT-VALUE}).")
    private String network;

    @Option(
            names = "--samples",
            defaultValue = "0",
            paramLabel = "N",
            description = "Train on the first N samples (default: all but the held-out ones).")
    private int samples;

    @Option(
            names = "--test-samples",
            defaultValue = "0",
            paramLabel = "N",
            description = "Test on the first N test samples (default: all).")
    private int testSamples;

    @Option(
            names = "--hold-out",
            paramLabel = "N",
            description = "Keep the last N training samples for calibration (default: " + ClassifierPlan.HELD_OUT
                    + ", or a tenth of a smaller set).")
    private Integer heldOut;

    @Option(
            names = "--epochs",
            defaultValue = "14",
            paramLabel = "E",
            description = "Epochs (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--loss",
            defaultValue = "running",
            paramLabel = "mean|running",
            description = "Cross-entropy of the last mean, or averaged over all prefixes (default: ${DEFAULT-VALUE}).")
    private String loss;

    @Mixin
    private LearningOptions learning;

    @Option(names = "--batch", paramLabel = "N", description = "Samples per update (default: by network).")
    private Integer batch;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description = "Adam's step size at the start (default: by network).")
    private Double learningRate;

    @Option(names = "--weight-decay", paramLabel = "D", description = "L2 decay (default: by network).")
    private Double weightDecay;

    @Option(
            names = "--spike-penalty",
            defaultValue = "0",
            paramLabel = "P",
            description = "What firing at every step would add to the loss, layer by layer: fewer spikes, less work"
                    + " (default: ${DEFAULT-VALUE}).")
    private double spikePenalty;

    @Mixin
    private ConverterOptions converters;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "model.safetensors",
            description = "The model (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description = "Go on from this checkpoint; data, network and settings come from it.")
    private Path resume;

    @Option(
            names = "--repeats",
            defaultValue = "1",
            paramLabel = "N",
            description = "Train N times, with the seeds from --seed on; models are named by their seeds"
                    + " (default: ${DEFAULT-VALUE}).")
    private int repeats;

    @Option(
            names = "--curve",
            paramLabel = "FILE",
            description = "Write loss and training accuracy by epoch: a table as CSV, or a picture as PNG.")
    private Path curve;

    /** One training that is done. */
    private record Run(ClassifierPlan plan, Path file, TrainingReport progress, ClassifierEvaluation.Result test) {}

    @Override
    public Integer call() throws Exception {
        if (repeats < 1 || repeats > 1 && resume != null) {
            throw new IllegalArgumentException("--repeats: expected at least 1, and 1 with --resume, found " + repeats);
        }
        final LearningCurve learningCurve = curve == null ? null : new LearningCurve(curve);
        if (curve != null) {
            Checkpoints.requireWritable(curve);
        }
        for (int i = 0; i < repeats; i++) {
            Checkpoints.requireWritable(file(i));
            Checkpoints.requireNoOther(Checkpoints.besides(file(i)), resume);
        }
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        final List<Run> runs = new ArrayList<>();
        final Model resumed = resume == null ? null : ModelNetwork.read(resume);
        if (resumed != null && encode.isGiven()) {
            throw new IllegalArgumentException("--encode, --steps: expected no --resume, whose checkpoint says it");
        }
        final ClassifierPlan begun = resumed == null ? null : Checkpoints.plan(resume, resumed);
        final DataSets sets = place.sets();
        final ClassifierData data = new ClassifierData(sets, encoding(sets, begun), common.seed());
        final GraphText text = resumed == null ? text(data) : null;
        final ClassifierPlan first = resumed == null ? plan(data, text) : begun;
        for (int i = 0; i < repeats; i++) {
            final ClassifierPlan plan = first.withSeed(first.seed() + i);
            final ClassifierData drawn = data.withSeed(plan.seed());
            final Samples training = drawn.samples(plan.dataset(), Split.TRAIN, plan.samples());
            final Samples test = drawn.samples(plan.dataset(), Split.TEST, testSamples);
            final ClassifierTraining run = resumed == null
                    ? ClassifierTraining.start(plan, text, training)
                    : ClassifierTraining.resume(resume, resumed, plan, training);
            runs.add(train(plan, run, file(i), test, report));
            if (learningCurve != null) {
                learningCurve.add(plan.seed(), runs.get(i).progress().epochs());
                learningCurve.write();
            }
        }
        print(runs, report);
        return 0;
    }

    /** What is asked for, or what a training began with; null, in older ones, for the data set's own. */
    private Encoding encoding(DataSets sets, ClassifierPlan begun) {
        if (begun == null) {
            return encode.of(Encoding.of(sets.of(dataset).encoding()));
        }
        return begun.encoder() == null ? null : Encoding.of(begun.encoder());
    }

    /** The model's file; one of several has its seed in its name. */
    private Path file(int repeat) {
        final String name = String.valueOf(out.getFileName()).replaceFirst("\\.safetensors$", "");
        return repeats == 1 ? out : out.resolveSibling(name + "-" + (common.seed() + repeat) + ".safetensors");
    }

    private Run train(ClassifierPlan plan, ClassifierTraining run, Path file, Samples test, Report report)
            throws IOException {
        final Path checkpoint = Checkpoints.besides(file);
        final TrainingReport progress = new TrainingReport(report, plan, common.isJson());
        run.run(checkpoint, common.kernels(), common.threads(), progress);
        final Model model = run.model();
        model.write(file);
        Files.deleteIfExists(checkpoint);
        final ClassifierEvaluation.Result result = evaluate(model, test);
        report.line("test accuracy %.2f %% of %d samples", 100 * result.accuracy(), result.samples());
        report.line("model %s", file);
        return new Run(plan, file, progress, result);
    }

    private void print(List<Run> runs, Report report) throws IOException {
        final List<Double> accuracies =
                runs.stream().map(run -> run.test().accuracy()).toList();
        final double mean = accuracies.stream().mapToDouble(Double::doubleValue).sum() / runs.size();
        final double squares = accuracies.stream()
                .mapToDouble(each -> (each - mean) * (each - mean))
                .sum();
        final Double deviation = runs.size() == 1 ? null : (Double) Math.sqrt(squares / (runs.size() - 1));
        if (deviation != null) {
            report.line(
                    "%d trainings: test accuracy %.2f %% in the mean, standard deviation %.2f points",
                    runs.size(), 100 * mean, 100 * deviation);
        }
        final Run first = runs.get(0);
        report.put("accuracy", mean)
                .put("deviation", deviation)
                .put("accuracies", accuracies)
                .put("epochs", first.plan().epochs())
                .put("trainSamplesPerSecond", first.progress().samplesPerSecond())
                .put("loss", first.progress().loss())
                .put("model", first.file().toString())
                .put("testSamples", first.test().samples())
                .put("seed", first.plan().seed())
                .end();
    }

    private GraphText text(ClassifierData data) throws IOException {
        final Samples some = data.firstTraining(dataset, 1);
        return NetworkSource.find(network, Given.data(some.shape(), some.classes()));
    }

    private ClassifierPlan plan(ClassifierData data, GraphText text) throws IOException {
        final LearningChoice choice = learning.of(text);
        final Mode mode = choice.isPruning() ? Mode.PRUNE : Mode.WEIGHTS;
        final ClassifierDefaults defaults = ClassifierDefaults.of(text.graph(), mode);
        final int size = data.trainingSize(dataset);
        final int kept = heldOut == null ? Math.min(ClassifierPlan.HELD_OUT, size / 10) : heldOut;
        if (kept < 0 || kept >= size || samples < 0 || samples > size - kept) {
            throw new IllegalArgumentException("samples: expected at most the " + size + " of " + dataset
                    + "'s training split, found --samples " + samples + " --hold-out " + kept);
        }
        final ClassifierPlan plan = new ClassifierPlan(
                network,
                dataset,
                samples == 0 ? size - kept : samples,
                kept,
                mode,
                Loss.of(loss),
                epochs,
                batch == null ? defaults.batch() : batch,
                learningRate == null ? defaults.learningRate() : learningRate,
                weightDecay == null ? defaults.weightDecay() : weightDecay,
                choice.usualSparsity(),
                spikePenalty,
                common.seed(),
                0);
        final ClassifierPlan learnt =
                plan.withLearn(choice.besides(plan::learning)).withEncoder(data.encoding(dataset));
        final ConverterPlan through = converters.plan(ConverterPlan.EXACT);
        return through.isExact() ? learnt : learnt.withConverters(through);
    }

    private ClassifierEvaluation.Result evaluate(Model model, Samples test) {
        try (Progress progress = Progress.of("test", test.size(), common.isJson())) {
            return new ClassifierEvaluation(
                            ModelNetwork.of(model, test.shape(), common.kernels(), ModelNetwork.trainedWith(model)),
                            test,
                            common.threads(),
                            progress::to)
                    .run(null);
        }
    }
}
