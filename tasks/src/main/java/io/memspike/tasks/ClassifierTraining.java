package io.memspike.tasks;

import io.memspike.core.Samples;
import io.memspike.core.Synapses;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.run.Surroundings;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.FormedRram;
import io.memspike.memristor.hardware.ConverterCalibration;
import io.memspike.memristor.hardware.FullScales;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placed;
import io.memspike.memristor.hardware.Placement;
import io.memspike.memristor.hardware.Weights;
import io.memspike.topology.Learners;
import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingProgress;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.parameter.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A classifier in training. Pruned weights come out of a memristor array that is programmed once from the seed. Not
 * thread-safe; training uses threads of its own.
 */
public final class ClassifierTraining {
    /** Metadata of a model: what its data set was encoded by. */
    public static final String ENCODER = "encoder";

    /** Of converters, in each epoch. */
    private static final int CALIBRATIONS = 16;

    private final ClassifierPlan plan;
    private final Samples samples;
    private final Graph graph;
    private final Learners learners;
    private FullScales scales;
    private int epochsDone;

    private ClassifierTraining(
            ClassifierPlan plan, Samples samples, Graph graph, Learners learners, FullScales scales) {
        this.plan = plan;
        this.samples = samples;
        this.graph = graph;
        this.learners = learners;
        this.scales = scales;
        this.epochsDone = plan.epochsDone();
    }

    /**
     * A new training.
     *
     * @param plan how
     * @param samples what is learnt from: {@code plan.samples()} of them
     */
    public static ClassifierTraining start(ClassifierPlan plan, Samples samples) {
        final Graph graph = Networks.graph(plan.network(), plan.mode(), samples.shape(), samples.classes());
        return new ClassifierTraining(
                plan, samples, graph, learners(graph, plan.mode(), plan.sparsity(), plan.seed()), FullScales.NONE);
    }

    /** Learners at the start of a training. */
    public static Learners learners(Graph graph, Mode mode, double sparsity, long seed) {
        final Map<String, Parameters> weights = new TreeMap<>();
        for (final Node node : graph.nodesOf(MatrixKind.class)) {
            final Matrix matrix = Matrix.of(graph, node.name());
            weights.put(node.name(), initial(matrix, graph.position(node.name()), mode, sparsity, seed));
        }
        return Learners.of(graph, weights);
    }

    private static Parameters initial(Matrix matrix, int position, Mode mode, double sparsity, long seed) {
        final float[] random = FirstValues.uniform(seed, position, matrix);
        if (mode == Mode.WEIGHTS) {
            return new Parameters.Trained(random, matrix.weightScale());
        }
        final MemristorArray array = MemristorArray.program(matrix, FormedRram.prime(), seed, position);
        return new Parameters.Pruned(array.weights(), random, matrix.weightScale(), sparsity);
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
        final Graph graph = Networks.graph(plan.network(), plan.mode(), samples.shape(), samples.classes());
        final Model fitting;
        try {
            fitting = model.at(samples.shape());
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(path + ": " + e.getMessage());
        }
        if (!fitting.graph().equals(graph)) {
            throw new FileFormatException(
                    path, "metadata graph", "the nodes of " + plan.network() + ", " + graph, fitting.graph());
        }
        return new ClassifierTraining(
                plan,
                samples,
                graph,
                Checkpoint.learners(path, fitting, plan.sparsity()),
                ModelNetwork.trainedWith(fitting).fullScales());
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
        if (checkpoint != null) {
            model(true).write(checkpoint);
        }
        final Trainer.Task task = Trainer.Task.of(graph, learners, new CrossEntropy(graph.readout(), plan.loss()))
                .through(forward(kernels));
        final int batches = (samples.size() + plan.batch() - 1) / plan.batch();
        try (Trainer trainer =
                new Trainer(task, samples, plan.config(), kernels, threads, (long) epochsDone * batches)) {
            while (trainer.epochsDone() < plan.epochs()) {
                calibrate(kernels);
                final TrainingProgress.EpochResult result = trainer.epoch(recalibrating(progress, kernels));
                epochsDone = trainer.epochsDone();
                if (checkpoint != null) {
                    model(true).write(checkpoint);
                }
                progress.epochDone(result);
            }
        }
    }

    private Surroundings forward(Kernels kernels) {
        return plan.converters() == null
                ? Surroundings.EXACT
                : exact -> placed(kernels).with(scales).around(exact);
    }

    private TrainingProgress recalibrating(TrainingProgress progress, Kernels kernels) {
        return new TrainingProgress() {
            private int calibrations = 1;

            @Override
            public void updated(int epoch, int done, int of, double meanLoss, double accuracy) {
                progress.updated(epoch, done, of, meanLoss, accuracy);
                if (done < of && (long) done * CALIBRATIONS >= (long) calibrations * of) {
                    calibrations = 1 + (int) ((long) done * CALIBRATIONS / of);
                    calibrate(kernels);
                }
            }
        };
    }

    private void calibrate(Kernels kernels) {
        if (plan.converters() != null) {
            scales = ConverterCalibration.of(
                    placed(kernels), learners.others(), ConverterCalibration.Presentation.of(samples), plan.seed());
        }
    }

    /** The weights as they are now, on the hardware of the plan. */
    private Placed placed(Kernels kernels) {
        return placement()
                .on(
                        graph,
                        new Weights() {
                            @Override
                            public Synapses exact(Node node, Matrix matrix) {
                                final float[] effective = new float[matrix.weights()];
                                parameters(node).effective(effective);
                                return WeightedSynapses.of(matrix, effective, kernels);
                            }

                            @Override
                            public MemristorArray cells(Node node, Matrix matrix) {
                                final int position = graph.position(node.name());
                                return parameters(node) instanceof Parameters.Pruned pruned
                                        ? MemristorArray.program(matrix, FormedRram.prime(), plan.seed(), position)
                                                .disconnect(pruned.mask())
                                        : MemristorArray.mapped(
                                                matrix, parameters(node).values(), FormedRram.prime(), position);
                            }
                        },
                        kernels);
    }

    private Placement placement() {
        return new Placement(Hardware.WHOLE.with(plan.converters()), plan.seed());
    }

    private Parameters parameters(Node node) {
        return learners.learnt().get(Model.name(node.name(), "weight")).parameters();
    }

    /** The model as trained so far, without the state of the training. */
    public Model model() {
        return model(false);
    }

    private Model model(boolean withState) {
        final Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("seed", Long.toString(plan.seed()));
        metadata.put("dataset", plan.dataset());
        if (plan.encoder() != null) {
            metadata.put(ENCODER, plan.encoder());
        }
        metadata.put("trainedWith", plan.withEpochsDone(epochsDone).toJson());
        if (plan.mode() == Mode.PRUNE) {
            metadata.put(ModelNetwork.DEVICE, ModelNetwork.FORMED_RRAM);
        }
        if (!scales.isEmpty()) {
            metadata.put(Placement.KEY, placement().toJson());
            scales.describe(metadata);
        }
        return Checkpoint.model(graph, learners, metadata, withState);
    }
}
