package io.memspike.app;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.Progress;
import io.memspike.app.cli.Report;
import io.memspike.app.train.TrainingReport;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.run.Network;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.interchange.Given;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierDefaults;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.EarlyStopCalibration;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.topology.loss.Loss;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job on embedded data, within minutes. */
@Command(
        name = "demo",
        description = {
            "Train PRIME's spiking network by pruning random memristors on MNIST seen by an event camera,",
            "then classify all test digits with and without early stop. 'demo inpaint' fills holes in digits."
        },
        subcommands = DemoInpaintCommand.class)
final class DemoCommand implements Callable<Integer> {
    private static final String NETWORK = "conv";
    private static final int CLASSES = 10;
    private static final double ALLOWED_LOSS_POINTS = 0.3; // promised with confidence

    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Option(
            names = "--samples",
            defaultValue = "30000",
            paramLabel = "N",
            description = "Train on the first N digits (default: ${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--test-samples",
            defaultValue = "0",
            paramLabel = "N",
            description = "Test on the first N test digits (default: all 10,000).")
    private int testSamples;

    @Option(names = "--out", paramLabel = "FILE", description = "Keep the model (default: it is not kept).")
    private Path out;

    @Override
    public Integer call() throws Exception {
        final long start = System.nanoTime();
        if (out != null) {
            Checkpoints.requireWritable(out);
        }
        final Report report = new Report(spec.commandLine().getOut(), common.isJson());
        final ClassifierData data = new ClassifierData(DataSets.ofSystem());
        final int most = data.trainingSize(DataSets.MNIST) - ClassifierPlan.HELD_OUT;
        if (samples < 1 || samples > most) {
            throw new IllegalArgumentException("--samples: expected 1 to " + most + ", found " + samples);
        }
        final ClassifierPlan plan = plan().withEncoder(data.encoding(DataSets.MNIST));
        final Samples training = data.samples(DataSets.MNIST, Split.TRAIN, samples);
        final Samples heldOut = data.heldOut(DataSets.MNIST, plan.heldOut());
        final Samples test = data.samples(DataSets.MNIST, Split.TEST, testSamples);
        report.line(
                "training on %d digits, %d epoch: half of the random memristors get pruned", samples, plan.epochs());
        final TrainingReport progress = new TrainingReport(report, plan, common.isJson());
        final ClassifierTraining run = ClassifierTraining.start(plan, training);
        run.run(null, common.kernels(), common.threads(), progress);
        final Model model = run.model();
        if (out != null) {
            model.write(out);
        }
        final Network network = ModelNetwork.of(model, test.shape(), common.kernels(), ReadNoise.NONE);
        final EarlyStopCalibration stop = EarlyStopCalibration.toLoss(
                network, heldOut, "confidence", ALLOWED_LOSS_POINTS, common.threads(), done -> {});
        final ClassifierEvaluation.Result full;
        final ClassifierEvaluation.Result early;
        try (Progress bar = Progress.of("test", 2L * test.size(), common.isJson())) {
            full = new ClassifierEvaluation(network, test, common.threads(), bar::to).run(null);
            early = new ClassifierEvaluation(network, test, common.threads(), done -> bar.to(full.samples() + done))
                    .run(stop.policy());
        }
        final double seconds = (System.nanoTime() - start) / 1e9;
        report.line("");
        report.line(
                "%d test digits            all steps   early stop (confidence > %.3f)",
                full.samples(), stop.policy().threshold());
        report.line("accuracy                   %8.2f %%   %8.2f %%", 100 * full.accuracy(), 100 * early.accuracy());
        report.line("mean steps                 %8.2f     %8.2f", full.meanSteps(), early.meanSteps());
        report.line("samples a second           %8.0f     %8.0f", full.samplesPerSecond(), early.samplesPerSecond());
        report.line(
                "synaptic operations        %8.0f     %8.0f a digit",
                full.synapticOperationsPerSample(), early.synapticOperationsPerSample());
        report.line("%.0f s in all, of which %.0f s training", seconds, progress.seconds());
        report.put("accuracy", full.accuracy())
                .put("accuracyEarlyStop", early.accuracy())
                .put("meanSteps", early.meanSteps())
                .put("steps", test.steps())
                .put("threshold", stop.policy().threshold())
                .put("trainSeconds", progress.seconds())
                .put("seconds", seconds)
                .put("trainSamples", samples)
                .put("testSamples", full.samples())
                .put("model", out == null ? null : out.toString())
                .put("seed", plan.seed())
                .end();
        return 0;
    }

    private ClassifierPlan plan() {
        final ClassifierDefaults defaults = ClassifierDefaults.of(
                NetworkSource.inJar(NETWORK, Given.data(SaccadeCamera.SHAPE, CLASSES))
                        .graph(),
                Mode.PRUNE);
        return new ClassifierPlan(
                NETWORK,
                DataSets.MNIST,
                samples,
                ClassifierPlan.HELD_OUT,
                Mode.PRUNE,
                Loss.RUNNING,
                1,
                defaults.batch(),
                defaults.learningRate(),
                defaults.weightDecay(),
                ClassifierPlan.SPARSITY,
                0,
                common.seed(),
                0);
    }
}
