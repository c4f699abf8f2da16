package io.memspike.tasks;

import io.memspike.core.EventSamples;
import io.memspike.core.LayerSpec;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.FormedRram;
import io.memspike.topology.Adam;
import io.memspike.topology.ForwardSynapses;
import io.memspike.topology.Learner;
import io.memspike.topology.Parameters;
import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A classifier in training. Pruned weights come out of a memristor array that is programmed once from the seed. Not
 * thread-safe; training uses threads of its own.
 */
public final class ClassifierTraining {
    /** Of converters, in each epoch. */
    private static final int CALIBRATIONS = 16;

    private final ClassifierPlan plan;
    private final EventSamples samples;
    private final List<LayerSpec> layers;
    private final Map<Integer, Learner> learners;
    private Converters converters;
    private int epochsDone;

    private ClassifierTraining(
            ClassifierPlan plan,
            EventSamples samples,
            List<LayerSpec> layers,
            Map<Integer, Learner> learners,
            Converters converters) {
        this.plan = plan;
        this.samples = samples;
        this.layers = layers;
        this.learners = learners;
        this.converters = converters;
        this.epochsDone = plan.epochsDone();
    }

    /**
     * A new training.
     *
     * @param plan how
     * @param samples what is learnt from: {@code plan.samples()} of them
     */
    public static ClassifierTraining start(ClassifierPlan plan, EventSamples samples) {
        final List<LayerSpec> layers = Networks.layers(plan.network(), plan.mode(), samples.shape(), samples.classes());
        return new ClassifierTraining(
                plan, samples, layers, learners(layers, plan.mode(), plan.sparsity(), plan.seed()), Converters.NONE);
    }

    /** Learners at the start of a training, by position of their layers. */
    public static Map<Integer, Learner> learners(List<LayerSpec> layers, Mode mode, double sparsity, long seed) {
        final Map<Integer, Learner> learners = new TreeMap<>();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof LayerSpec.Weighted layer) {
                learners.put(i, Learner.of(initial(layer, i, mode, sparsity, seed)));
            }
        }
        return learners;
    }

    private static Parameters initial(LayerSpec.Weighted layer, int position, Mode mode, double sparsity, long seed) {
        final float[] random = FirstValues.uniform(seed, position, layer);
        if (mode == Mode.WEIGHTS) {
            return new Parameters.Trained(random, layer.weightScale());
        }
        final MemristorArray array = MemristorArray.program(layer, FormedRram.prime(), seed, position);
        return new Parameters.Pruned(array.weights(), random, layer.weightScale(), sparsity);
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
    public static ClassifierTraining resume(Path path, Model model, ClassifierPlan plan, EventSamples samples)
            throws FileFormatException {
        final List<LayerSpec> layers = Networks.layers(plan.network(), plan.mode(), samples.shape(), samples.classes());
        if (!model.layers().equals(layers)) {
            throw new FileFormatException(
                    path, "metadata architecture", "the layers of " + plan.network() + ", " + layers, model.layers());
        }
        final Map<Integer, Learner> learners = new TreeMap<>();
        for (final Map.Entry<Integer, float[]> entry : model.weights().entrySet()) {
            final int i = entry.getKey();
            final LayerSpec.Weighted layer = (LayerSpec.Weighted) model.layers().get(i);
            final Parameters parameters = plan.mode() == Mode.WEIGHTS
                    ? new Parameters.Trained(entry.getValue(), layer.weightScale())
                    : new Parameters.Pruned(
                            entry.getValue(),
                            TrainingState.of(path, model, i, TrainingState.SCORE),
                            layer.weightScale(),
                            plan.sparsity());
            final Adam adam = new Adam(
                    TrainingState.of(path, model, i, TrainingState.FIRST_MOMENT),
                    TrainingState.of(path, model, i, TrainingState.SECOND_MOMENT));
            learners.put(i, new Learner(parameters, adam));
        }
        return new ClassifierTraining(plan, samples, model.layers(), learners, Converters.trainedWith(model));
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
        try (Trainer trainer =
                new Trainer(layers, learners, samples, plan.config(), kernels, threads, epochsDone, forward())) {
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

    private ForwardSynapses forward() {
        return plan.converters() == null
                ? ForwardSynapses.EXACT
                : (position, exact) -> converters.behind(position, exact);
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
            converters = ConverterCalibration.of(
                    plan.converters(),
                    layers,
                    samples,
                    ReadWiring.ofWholeLayers((position, layer, input) -> {
                        final float[] effective = new float[layer.weights()];
                        learners.get(position).parameters().effective(effective);
                        return WeightedSynapses.of(layer, input, effective, kernels);
                    }),
                    kernels,
                    plan.seed());
        }
    }

    /** The model as trained so far, without the state of the training. */
    public Model model() {
        return model(false);
    }

    private Model model(boolean withState) {
        final Map<Integer, float[]> weights = new TreeMap<>();
        final Map<Integer, byte[]> masks = new TreeMap<>();
        final Map<String, float[]> state = new LinkedHashMap<>();
        learners.forEach((i, learner) -> {
            weights.put(i, learner.parameters().weights());
            final byte[] mask = learner.parameters().mask();
            if (mask != null) {
                masks.put(i, mask);
            }
            if (withState) {
                if (learner.parameters() instanceof Parameters.Pruned pruned) {
                    state.put(Model.name(i, TrainingState.SCORE), pruned.scores());
                }
                state.put(
                        Model.name(i, TrainingState.FIRST_MOMENT),
                        learner.adam().firstMoment());
                state.put(
                        Model.name(i, TrainingState.SECOND_MOMENT),
                        learner.adam().secondMoment());
            }
        });
        final Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("seed", Long.toString(plan.seed()));
        metadata.put("dataset", plan.dataset());
        metadata.put("trainedWith", plan.withEpochsDone(epochsDone).toJson());
        if (plan.mode() == Mode.PRUNE) {
            metadata.put(ModelNetwork.DEVICE, ModelNetwork.FORMED_RRAM);
        }
        converters.describe(metadata);
        return new Model(layers, weights, masks, state, metadata);
    }
}
