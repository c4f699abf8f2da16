package io.memspike.tasks.demo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.google.auto.service.AutoService;
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
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.TrainingNews;
import io.memspike.topology.loss.Loss;
import java.io.IOException;
import java.nio.file.Path;

/** The main job on embedded data, within minutes. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Demo implements Experiment<Demo.Plan, Demo.Result> {
    private static final String NETWORK = "conv";
    private static final int CLASSES = 10;
    private static final double ALLOWED_LOSS_POINTS = 0.3; // promised with confidence

    /**
     * The training begins.
     *
     * @param samples digits
     * @param epochs how often each is seen
     */
    public record Begin(int samples, int epochs) {}

    /** How much of the main job is shown; the components say what they mean. */
    public record Plan(
            @Option(label = "N", says = "train on the first N digits", otherwise = "30000")
            int samples,

            @Option(label = "N", says = "test on the first N test digits", otherwise = "0", shown = "all 10,000")
            int testSamples,

            @Option(written = true, label = "FILE", says = "keep the model", shown = "it is not kept")
            Path out,

            long seed) {}

    /** What pruned memristors achieved; the components say what they mean. */
    public record Result(
            @Means("share of test digits classified rightly in all steps, in [0, 1]")
            double accuracy,

            @Means("the same with early stop") double accuracyEarlyStop,
            @Means("mean steps with early stop") double meanSteps,
            @Means("steps of a sample") int steps,

            @Means("confidence above which an inference stops")
            float threshold,

            @Means("duration of the training") double trainSeconds,
            @Means("duration of everything") double seconds,
            @Means("number of digits trained on") int trainSamples,
            @Means("number of test digits") int testSamples,
            @Means("the model file, or null") Path model,
            @Means("the seed") long seed,
            @JsonIgnore ClassifierEvaluation.Result full,
            @JsonIgnore ClassifierEvaluation.Result early) {}

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public Result run(Plan asked, Run run) throws IOException {
        final long start = System.nanoTime();
        Checkpoints.requireWritable(asked.out());
        final ClassifierData data = new ClassifierData(DataSets.ofSystem());
        final int most = data.trainingSize(DataSets.MNIST) - ClassifierPlan.HELD_OUT;
        if (asked.samples() < 1 || asked.samples() > most) {
            throw new IllegalArgumentException("--samples: expected 1 to " + most + ", found " + asked.samples());
        }
        final ClassifierPlan plan = training(asked).withEncoder(data.encoding(DataSets.MNIST));
        final Samples training = data.samples(DataSets.MNIST, Split.TRAIN, asked.samples());
        final Samples heldOut = data.heldOut(DataSets.MNIST, plan.heldOut());
        final Samples test = data.samples(DataSets.MNIST, Split.TEST, asked.testSamples());
        run.tell(new Begin(asked.samples(), plan.epochs()));
        final TrainingNews news = new TrainingNews(run, plan.epochs());
        final ClassifierTraining trained = ClassifierTraining.start(plan, training);
        trained.run(null, run.kernels(), run.threads(), news);
        final Model model = trained.model();
        if (asked.out() != null) {
            model.write(asked.out());
        }
        final Network network = ModelNetwork.of(model, test.shape(), run.kernels(), ReadNoise.NONE);
        final EarlyStopCalibration stop = EarlyStopCalibration.toLoss(
                network, heldOut, "confidence", ALLOWED_LOSS_POINTS, run.threads(), done -> {});
        final ClassifierEvaluation.Result full;
        final ClassifierEvaluation.Result early;
        try (Progress.Bar bar = run.begin("test", 2L * test.size())) {
            full = new ClassifierEvaluation(network, test, run.threads(), bar::to).run(null);
            early = new ClassifierEvaluation(network, test, run.threads(), done -> bar.to(full.samples() + done))
                    .run(stop.policy());
        }
        return new Result(
                full.accuracy(),
                early.accuracy(),
                early.meanSteps(),
                test.steps(),
                stop.policy().threshold(),
                news.seconds(),
                (System.nanoTime() - start) / 1e9,
                asked.samples(),
                full.samples(),
                asked.out(),
                plan.seed(),
                full,
                early);
    }

    private static ClassifierPlan training(Plan asked) {
        final ClassifierDefaults defaults = ClassifierDefaults.of(
                NetworkSource.inJar(NETWORK, Given.data(SaccadeCamera.SHAPE, CLASSES))
                        .graph(),
                Mode.PRUNE);
        return new ClassifierPlan(
                NETWORK,
                DataSets.MNIST,
                asked.samples(),
                ClassifierPlan.HELD_OUT,
                Mode.PRUNE,
                Loss.RUNNING,
                1,
                defaults.batch(),
                defaults.learningRate(),
                defaults.weightDecay(),
                ClassifierPlan.SPARSITY,
                0,
                asked.seed(),
                0);
    }
}
