package io.memspike.tasks.train;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.SpikingKind;
import io.memspike.core.kind.shape.Scan;
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
import java.nio.file.Path;

/**
 * Trains networks on still data, without spikes or with neurons that fire, by pruning random memristors: classifiers as {@link
 * TrainClassify} does, and such that classify pixels.
 */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class TrainPrune implements Experiment<TrainPrunePlan, TrainPruneResult> {
    private static final String PICTURE = "picture";
    private static final int SPIKING_STEPS = 4;
    private static final String LAST_ANSWER = "mean"; // without spikes the others are the same, or no answers yet
    private static final String EACH_ANSWER = "running";

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
        final boolean isOfPixels = resumed == null ? plan.isOfPixels() : Networks.learntPixels(resumed);
        if (plan.writing().isGiven() || isOfPixels) {
            final Path text = resumed == null ? NetworkSource.file(plan.trained()) : null;
            run.requireDrawing(plan.curve(), text, plan.resume());
            Checkpoints.requireWritable(plan.out());
            Checkpoints.requireNoInput(plan.out(), text);
        }
        if (plan.writing().isGiven()) {
            final Written written = written(plan, run);
            run.draw(plan.curve(), written.curve());
            return written.result();
        }
        if (isOfPixels) {
            return new VesselTraining(plan, run).result(resumed);
        }
        final ClassifierData data = resumed == null ? data(plan) : null;
        final TrainClassifyPlan classify = resumed == null ? begin(plan, data) : goOn(plan);
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

    /**
     * Trains a new network with writes counted.
     *
     * @param plan how; its model is written nowhere where {@code out} is null, and its curve never
     * @param run how it is done
     * @throws IOException where data cannot be read, or the model not be written
     */
    public static Written written(TrainPrunePlan plan, Run run) throws IOException {
        if (plan.isOfPixels()) {
            return new VesselTraining(plan, run).written();
        }
        final ClassifierData data = data(plan);
        return new BudgetedTraining(begin(plan, data), plan.writing(), run, data).result();
    }

    private static ClassifierData data(TrainPrunePlan plan) throws IOException {
        return new ClassifierData(plan.place().sets(), null, plan.seed());
    }

    /** Number of a model's weights. */
    static int weights(Model model) {
        return model.graph().nodesOf(MatrixKind.class).stream()
                .mapToInt(node -> model.weights(node.name()).length)
                .sum();
    }

    private static TrainClassifyPlan begin(TrainPrunePlan plan, ClassifierData data) throws IOException {
        final EncoderChoice asked = plan.encode();
        final Graph graph = graph(plan, data);
        final EncoderChoice shown = asked.encoder() != null
                ? asked
                : new EncoderChoice(
                        PICTURE, asked.steps() == null ? (Integer) steps(graph) : asked.steps(), asked.filter());
        return classify(
                plan,
                plan.dataset(),
                plan.trained(),
                shown,
                fires(graph) ? EACH_ANSWER : LAST_ANSWER,
                usual().part().holdingTheLast());
    }

    private static Graph graph(TrainPrunePlan plan, ClassifierData data) throws IOException {
        final Encoding shown = plan.encode().of(Encoding.of(PICTURE));
        final Samples some = data.withEncoding(shown).firstTraining(plan.dataset(), 1);
        return NetworkSource.find(plan.trained(), Given.data(some.shape(), some.classes()))
                .graph();
    }

    /** In how many steps a graph is shown what is still: as many as a scan has columns, else a few where neurons fire, else one. */
    static int steps(Graph graph) {
        return fires(graph) && graph.nodesOf(Scan.class).isEmpty() ? SPIKING_STEPS : ClassifierTraining.steps(graph);
    }

    private static boolean fires(Graph graph) {
        return !graph.nodesOf(SpikingKind.class).isEmpty();
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
                usual.loss(),
                usual.part());
    }

    private static TrainClassifyPlan usual() {
        return Plans.read("{}", TrainClassifyPlan.class);
    }

    private static TrainClassifyPlan classify(
            TrainPrunePlan plan, String dataset, String network, EncoderChoice shown, String loss, PartOptions part) {
        final TrainClassifyPlan usual = usual();
        return new TrainClassifyPlan(
                dataset,
                plan.place(),
                shown,
                network,
                plan.samples(),
                plan.testSamples(),
                0,
                usual.trainChips(),
                usual.reform(),
                plan.holdOut(),
                plan.epochs() == null ? usual.epochs() : plan.epochs(),
                loss,
                part,
                plan.learning(),
                plan.method(),
                usual.teaching(),
                plan.batch(),
                plan.learningRate(),
                plan.weightDecay(),
                usual.spikePenalty(),
                usual.converters(),
                usual.converterLearning(),
                plan.out(),
                plan.resume(),
                usual.repeats(),
                plan.curve(),
                plan.seed());
    }
}
