package io.memspike.tasks.demo;

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
import io.memspike.tasks.experiment.Progress;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.TrainingNews;
import io.memspike.topology.loss.Loss;
import java.io.IOException;

/** The main job on embedded data, within minutes. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Demo implements Experiment<DemoPlan, DemoResult> {
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

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public Class<DemoPlan> plan() {
        return DemoPlan.class;
    }

    @Override
    public Class<DemoResult> result() {
        return DemoResult.class;
    }

    @Override
    public DemoResult run(DemoPlan asked, Run run) throws IOException {
        final long start = System.nanoTime();
        if (asked.out() != null) {
            Checkpoints.requireWritable(asked.out());
        }
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
        return new DemoResult(
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

    private static ClassifierPlan training(DemoPlan asked) {
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
