package io.memspike.tasks.train;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.datasets.encode.Encoding;
import io.memspike.interchange.Given;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierTraining;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.EncoderChoice;
import io.memspike.tasks.plan.Networks;
import io.memspike.topology.TrainingProgress;
import java.io.IOException;

/**
 * Trains networks without spikes on still data, by pruning random memristors: classifiers as {@link TrainClassify} does, and
 * such that classify pixels.
 */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class TrainPrune implements Experiment<TrainPrunePlan, TrainPruneResult> {
    private static final String PICTURE = "picture";
    private static final String LOSS = "mean"; // of the last answer: the others are no answers yet

    /**
     * An epoch of a training on patches is done.
     *
     * @param result what it came to; what is watched is the area under precision over recall of held-out images
     * @param of how many epochs there are
     */
    public record Epoch(TrainingProgress.EpochResult result, int of) {}

    @Override
    public String name() {
        return "train prune";
    }

    @Override
    public TrainPruneResult run(TrainPrunePlan plan, Run run) throws IOException {
        final Model resumed = plan.resume() == null ? null : ModelNetwork.read(plan.resume());
        if (resumed == null ? plan.dataset().equals(TrainPrunePlan.VESSELS) : Networks.learntPixels(resumed)) {
            run.requireDrawing(plan.curve(), plan.resume());
            return new VesselTraining(plan, run).result(resumed);
        }
        final ClassifierData data =
                resumed == null ? new ClassifierData(plan.place().sets(), null, plan.seed()) : null;
        final TrainClassifyPlan classify = resumed == null ? begin(plan, data) : goOn(plan);
        if (plan.writing().isGiven()) {
            return new BudgetedTraining(classify, plan.writing(), run, data).result();
        }
        final TrainClassifyResult result = new TrainClassify().run(classify, run, data);
        final Model model = ModelNetwork.read(result.model());
        return new TrainPruneResult(
                result.accuracy(),
                null,
                Checkpoints.plan(result.model(), model).network(),
                weights(model),
                result.epochs(),
                result.epoch(),
                result.trainSamplesPerSecond(),
                result.loss(),
                result.model(),
                result.testSamples(),
                result.seed(),
                result.writes());
    }

    /** Number of a model's weights. */
    static int weights(Model model) {
        return model.graph().nodesOf(MatrixKind.class).stream()
                .mapToInt(node -> model.weights(node.name()).length)
                .sum();
    }

    private static TrainClassifyPlan begin(TrainPrunePlan plan, ClassifierData data) throws IOException {
        final EncoderChoice asked = plan.encode();
        final EncoderChoice shown = asked.encoder() != null
                ? asked
                : new EncoderChoice(
                        PICTURE, asked.steps() == null ? (Integer) steps(plan, data) : asked.steps(), asked.filter());
        return classify(plan, plan.dataset(), plan.trained(), shown, LOSS);
    }

    /** As many as a scan has columns, else one. */
    private static int steps(TrainPrunePlan plan, ClassifierData data) throws IOException {
        final Samples some = data.withEncoding(Encoding.of(PICTURE)).firstTraining(plan.dataset(), 1);
        return ClassifierTraining.steps(NetworkSource.find(plan.trained(), Given.data(some.shape(), some.classes()))
                .graph());
    }

    /** A checkpoint says what is not asked for. */
    private static TrainClassifyPlan goOn(TrainPrunePlan plan) {
        final TrainClassifyPlan usual = usual();
        final boolean isUsual = plan.dataset().equals(TrainPrunePlan.FASHION);
        return classify(
                plan,
                isUsual ? usual.dataset() : plan.dataset(),
                plan.network() == null ? usual.network() : plan.network(),
                plan.encode(),
                usual.loss());
    }

    private static TrainClassifyPlan usual() {
        return Plans.read("{}", TrainClassifyPlan.class);
    }

    private static TrainClassifyPlan classify(
            TrainPrunePlan plan, String dataset, String network, EncoderChoice shown, String loss) {
        final TrainClassifyPlan usual = usual();
        return new TrainClassifyPlan(
                dataset,
                plan.place(),
                shown,
                network,
                plan.samples(),
                plan.testSamples(),
                plan.holdOut(),
                plan.epochs() == null ? usual.epochs() : plan.epochs(),
                loss,
                usual.part(),
                plan.learning(),
                plan.method(),
                plan.batch(),
                plan.learningRate(),
                plan.weightDecay(),
                usual.spikePenalty(),
                usual.converters(),
                plan.out(),
                plan.resume(),
                usual.repeats(),
                plan.curve(),
                plan.seed());
    }
}
