package io.memspike.tasks;

import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphException;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.shape.Scan;
import io.memspike.core.run.Network;
import io.memspike.interchange.Given;
import io.memspike.interchange.GraphText;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.hardware.FullScales;
import io.memspike.tasks.internal.BestEpoch;
import io.memspike.tasks.internal.DeviceText;
import io.memspike.tasks.internal.Reforming;
import io.memspike.tasks.network.NetworkSource;
import io.memspike.tasks.network.RateReadout;
import io.memspike.tasks.network.Start;
import io.memspike.tasks.teach.Teaching;
import io.memspike.topology.Learners;
import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Distillation;
import io.memspike.topology.loss.LossTerm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A classifier in training. Pruned weights come out of a memristor array that is formed from the seed, once or some of it again. Not
 * thread-safe; training uses threads of its own.
 */
public final class ClassifierTraining {
    /** Metadata of a model: what its data set was encoded by. */
    public static final String ENCODER = "encoder";

    private final ClassifierPlan plan;
    private Samples samples;
    private final Graph graph;
    private final Learners learners;
    private final String device; // of pruned weights; null where none are
    private final ConvertersInTraining converters;
    private final ChipsInTraining chips;
    private final Reforming reforming;
    private BestEpoch best; // null where the last one is kept
    private int epochsDone;

    private ClassifierTraining(
            ClassifierPlan plan, Samples samples, Graph graph, Learners learners, String device, FullScales scales) {
        this.plan = plan;
        this.samples = samples;
        this.graph = graph;
        this.learners = learners;
        this.device = device;
        this.converters = new ConvertersInTraining(plan, samples, graph, learners, device, scales);
        this.chips = ChipsInTraining.of(plan.chips(), graph, learners, DeviceText.device(device), plan.seed());
        this.reforming = new Reforming(plan.reform(), graph, learners, DeviceText.device(device), plan.seed());
        this.best = plan.keepsBest() ? new BestEpoch(learners) : null;
        this.epochsDone = plan.epochsDone();
    }

    /**
     * A new training of a network in the jar.
     *
     * @param plan how
     * @param samples what is learnt from: {@code plan.samples()} of them
     */
    public static ClassifierTraining start(ClassifierPlan plan, Samples samples) {
        return start(
                plan, NetworkSource.inJar(plan.network(), Given.data(samples.shape(), samples.classes())), samples);
    }

    /**
     * A new training.
     *
     * @param plan how
     * @param network the network that it names
     * @param samples what is learnt from: {@code plan.samples()} of them
     * @throws IllegalArgumentException where the network is no classifier of the samples
     */
    public static ClassifierTraining start(ClassifierPlan plan, GraphText network, Samples samples) {
        requireClassifier(network.graph(), samples);
        final Start start = Start.of(RateReadout.of(network), plan::learning, plan.scores(), plan.seed());
        final Double limit = plan.hysteresis();
        final Learners learners =
                limit == null ? start.learners() : start.learners().withHysteresis(limit);
        final ClassifierTraining training = new ClassifierTraining(
                plan, samples, plan.surrogateIn(start.graph()), learners, start.device(), FullScales.NONE);
        training.reforming.requireFormed();
        // what could not be served is not trained either
        ModelNetwork.of(training.model(), samples.shape(), new ScalarKernels(), ReadNoise.NONE);
        return training;
    }

    /**
     * A new training that begins with the scores and values of a checkpoint of the same network and seed.
     *
     * @param plan how
     * @param network the network that it names
     * @param samples what is learnt from
     * @param path the checkpoint, for messages
     * @param checkpoint its content
     * @throws FileFormatException where it is none of that network and seed
     */
    public static ClassifierTraining startFrom(
            ClassifierPlan plan, GraphText network, Samples samples, Path path, Model checkpoint)
            throws FileFormatException {
        final ClassifierTraining training = start(plan, network, samples);
        Checkpoint.begin(training.learners, training.model(), path, checkpoint);
        return training;
    }

    /**
     * Checks that a graph classifies.
     *
     * @throws GraphException of the node that is not as it should be
     */
    public static void requireClassifier(Graph graph, Samples samples) {
        final String answer = graph.output();
        if (graph.outputs().size() != 1) {
            throw GraphException.at(
                    answer, "one output, as what a classifier answers", "the outputs " + graph.outputs());
        }
        final Shape answers = graph.shape(answer);
        if (answers.positions() != 1 || answers.size() < samples.classes()) {
            throw GraphException.at(
                    answer,
                    "a vector of at least the " + samples.classes() + " classes of the data",
                    answers.toString());
        }
        requireSteps(graph, samples.steps());
    }

    /**
     * Checks that scans see all of their columns.
     *
     * @param graph for inputs of the shape that is shown
     * @throws GraphException of the scan that does not
     */
    public static void requireSteps(Graph graph, int steps) {
        for (final Node scan : graph.nodesOf(Scan.class)) {
            final int columns = graph.input(scan.name()).width();
            if (columns > steps) {
                throw GraphException.at(
                        scan.name(),
                        "samples of at least " + columns + " steps, one for each column",
                        String.valueOf(steps));
            }
        }
    }

    /** Steps that a graph's scans need to see all of their columns; 1 without scans. */
    public static int steps(Graph graph) {
        return graph.nodesOf(Scan.class).stream()
                .mapToInt(scan -> graph.input(scan.name()).width())
                .max()
                .orElse(1);
    }

    /**
     * Goes on with a training from its checkpoint.
     *
     * @param path the checkpoint, for messages
     * @param model its content
     * @param plan its plan
     * @param samples the same samples as before
     * @throws FileFormatException where the checkpoint lacks what training needs, or its layers are not the plan's
     */
    public static ClassifierTraining resume(Path path, Model model, ClassifierPlan plan, Samples samples)
            throws FileFormatException {
        final Model fitting;
        try {
            fitting = model.at(samples.shape());
            requireClassifier(fitting.graph(), samples);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(path + ": " + e.getMessage());
        }
        if (NetworkSource.isInJar(plan.network())) {
            Start.requireNodes(
                    path,
                    fitting.graph(),
                    model.metadata().get(ModelNetwork.DEVICE),
                    network(plan, samples),
                    plan::learning);
        }
        final Learners learners = Checkpoint.learners(path, fitting, plan::learning, plan.hysteresis());
        final ClassifierTraining training;
        try {
            training = new ClassifierTraining(
                    plan,
                    samples,
                    fitting.graph(),
                    learners,
                    model.metadata().get(ModelNetwork.DEVICE),
                    ModelNetwork.trainedWith(fitting).fullScales());
        } catch (IllegalArgumentException e) { // of chips or cells that the checkpoint does not have
            throw new FileFormatException(path + ": " + e.getMessage());
        }
        training.converters.resume(path, model);
        if (plan.keepsBest()) {
            training.best = BestEpoch.of(path, fitting, learners);
        }
        return training;
    }

    /** The network in the jar that a plan names, as it is trained. */
    private static GraphText network(ClassifierPlan plan, Samples samples) {
        final GraphText network =
                RateReadout.of(NetworkSource.inJar(plan.network(), Given.data(samples.shape(), samples.classes())));
        return new GraphText(
                plan.network(), plan.surrogateIn(network.graph()), network.learning(), network.on(), network.values());
    }

    /**
     * Trains until the plan's epochs are done. Full scales of converters are found afresh sixteen times an epoch; the last
     * ones stay with the model.
     *
     * @param checkpoint where to save the state before the first epoch and after each, or null for nowhere
     * @param kernels inner loops; they change no bit of the result
     * @param threads threads to use; they change no bit of the result
     * @param progress told about each update and epoch, after its checkpoint
     * @throws IOException where a checkpoint cannot be written
     */
    public void run(Path checkpoint, Kernels kernels, int threads, TrainingProgress progress) throws IOException {
        run(checkpoint, null, kernels, threads, progress);
    }

    /**
     * The same, looked at after each epoch.
     *
     * @param watched samples that are classified then: those that the plan holds out, or others where it holds out none; null
     *     for nobody looks
     * @throws IllegalArgumentException where the best epoch is to be kept, which held-out samples tell, and nobody looks
     */
    public void run(Path checkpoint, Samples watched, Kernels kernels, int threads, TrainingProgress progress)
            throws IOException {
        if (best != null && plan.heldOut() > 0 && watched == null) {
            throw new IllegalArgumentException(
                    "training: expected the held-out samples, which tell the best epoch, found none");
        }
        final int batches = (samples.size() + plan.batch() - 1) / plan.batch();
        final Trainer.Task task = Trainer.Task.of(graph, learners, terms())
                .through(converters.forward(kernels, (long) epochsDone * batches));
        try (Trainer trainer =
                new Trainer(task, samples, plan.config(), kernels, threads, (long) epochsDone * batches)) {
            if (checkpoint != null) { // of a training that nothing speaks against
                model(true).write(checkpoint);
            }
            while (trainer.epochsDone() < plan.epochs()) {
                converters.calibrate(kernels);
                final TrainingProgress.EpochResult learnt =
                        trainer.epoch(chips.taking(converters.recalibrating(progress, kernels), trainer.batchesDone()));
                epochsDone = trainer.epochsDone();
                final TrainingProgress.EpochResult result = learnt.writing(reforming.after(epochsDone, plan.epochs()));
                final TrainingProgress.EpochResult seen =
                        watched == null ? result : result.watched(accuracy(watched, kernels, threads));
                if (best != null && best.offer(epochsDone, plan.heldOut() > 0 ? seen.watched() : -seen.loss())) {
                    converters.keep();
                }
                if (checkpoint != null) {
                    model(true).write(checkpoint);
                }
                progress.epochDone(seen);
            }
        }
        if (best != null) {
            best.restore();
            epochsDone = best.epoch();
            converters.restore(kernels);
        }
    }

    private LossTerm[] terms() {
        final CrossEntropy labels = CrossEntropy.of(graph, plan.loss());
        final Teaching teaching = plan.teaching();
        return teaching == null
                ? new LossTerm[] {labels}
                : new LossTerm[] {labels, Distillation.beside(labels, teaching.weight(), teaching.temperature())};
    }

    /**
     * From here on learns from these: the same samples with what the plan's teacher answers as values of their targets.
     *
     * @throws IllegalArgumentException where they are not as many
     */
    public void learnFrom(Samples taught) {
        if (taught.size() != samples.size()) {
            throw new IllegalArgumentException(
                    "training: expected the " + samples.size() + " samples that it began with, found " + taught.size());
        }
        samples = taught;
    }

    /** How many classes the network tells apart. */
    public int classes() {
        return graph.shape(graph.readout()).size();
    }

    /** What the random weights are formed on; null where there are none. */
    public DeviceModel device() {
        return DeviceText.device(device);
    }

    /** The epoch whose model this is, from 1; 0 before the first. */
    public int epoch() {
        return epochsDone;
    }

    /** Share of samples that the model as it is now classifies rightly; its converters have the full scales that it will keep. */
    private double accuracy(Samples watched, Kernels kernels, int threads) {
        final FullScales inTraining = converters.scales();
        if (best != null) {
            converters.calibrate(kernels);
        }
        final Model model = model();
        final Network network = ModelNetwork.of(model, watched.shape(), kernels, ModelNetwork.trainedWith(model));
        converters.use(inTraining);
        return new ClassifierEvaluation(network, watched, threads, done -> {})
                .run(null)
                .accuracy();
    }

    /** The model as trained so far, without the state of the training. */
    public Model model() {
        return model(false);
    }

    private Model model(boolean withState) {
        final Map<String, String> metadata = Checkpoint.metadata(
                plan.seed(),
                plan.dataset(),
                plan.encoder(),
                plan.withEpochsDone(epochsDone).toJson());
        if (device != null) {
            metadata.put(ModelNetwork.DEVICE, device);
        }
        converters.describe(metadata, withState);
        final Model model = Checkpoint.model(graph, learners, metadata, withState);
        return withState && best != null ? best.in(model) : model;
    }
}
