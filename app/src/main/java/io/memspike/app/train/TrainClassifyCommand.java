package io.memspike.app.train;

import io.memspike.app.cli.Checkpoints;
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
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierDefaults;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.topology.loss.Loss;
import java.nio.file.Files;
import java.nio.file.Path;
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
            paramLabel = "conv|mlp",
            description = "The network (default: ${DEFAULT-VALUE}).")
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

    @Option(
            names = "--mode",
            defaultValue = "prune",
            paramLabel = "prune|weights",
            description =
                    "Prune random memristors, or train weights as the software baseline (default: ${DEFAULT-VALUE}).")
    private String mode;

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
            names = "--sparsity",
            defaultValue = "" + ClassifierPlan.SPARSITY,
            paramLabel = "Q",
            description = "Share of connections to prune (default: ${DEFAULT-VALUE}).")
    private double sparsity;

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

    @Override
    public Integer call() throws Exception {
        final Path checkpoint = Checkpoints.besides(out);
        Checkpoints.requireWritable(out);
        Checkpoints.requireNoOther(checkpoint, resume);
        final Model resumed = resume == null ? null : ModelNetwork.read(resume);
        if (resumed != null && encode.isGiven()) {
            throw new IllegalArgumentException("--encode, --steps: expected no --resume, whose checkpoint says it");
        }
        final DataSets sets = place.sets();
        final ClassifierData data;
        final ClassifierPlan plan;
        if (resumed == null) {
            final Encoding own = Encoding.of(sets.of(dataset).encoding());
            data = new ClassifierData(sets, encode.of(own), common.seed());
            plan = plan(data);
        } else {
            plan = Checkpoints.plan(resume, resumed);
            data = new ClassifierData(sets, plan.encoder() == null ? null : Encoding.of(plan.encoder()), plan.seed());
        }
        final Samples training = data.samples(plan.dataset(), Split.TRAIN, plan.samples());
        final Samples test = data.samples(plan.dataset(), Split.TEST, testSamples);
        final ClassifierTraining run = resumed == null
                ? ClassifierTraining.start(plan, training)
                : ClassifierTraining.resume(resume, resumed, plan, training);
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        final TrainingReport progress = new TrainingReport(report, plan, common.isJson());
        run.run(checkpoint, common.kernels(), common.threads(), progress);
        final Model model = run.model();
        model.write(out);
        Files.deleteIfExists(checkpoint);
        final ClassifierEvaluation.Result result = evaluate(model, test);
        report.line("test accuracy %.2f %% of %d samples", 100 * result.accuracy(), result.samples());
        report.line("model %s", out);
        report.put("accuracy", result.accuracy())
                .put("epochs", plan.epochs())
                .put("trainSamplesPerSecond", progress.samplesPerSecond())
                .put("loss", progress.loss())
                .put("model", out.toString())
                .put("testSamples", result.samples())
                .put("seed", plan.seed())
                .end();
        return 0;
    }

    private ClassifierPlan plan(ClassifierData data) throws Exception {
        final Mode trained = Mode.of(mode);
        final ClassifierDefaults defaults = ClassifierDefaults.of(network, trained);
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
                        trained,
                        Loss.of(loss),
                        epochs,
                        batch == null ? defaults.batch() : batch,
                        learningRate == null ? defaults.learningRate() : learningRate,
                        weightDecay == null ? defaults.weightDecay() : weightDecay,
                        sparsity,
                        spikePenalty,
                        common.seed(),
                        0)
                .withEncoder(data.encoding(dataset));
        final ConverterPlan through = converters.plan(ConverterPlan.EXACT);
        return through.isExact() ? plan : plan.withConverters(through);
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
