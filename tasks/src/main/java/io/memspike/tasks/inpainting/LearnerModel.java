package io.memspike.tasks.inpainting;

import io.memspike.core.LayerSpec;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.vae.VaeSpec;
import io.memspike.tasks.Mode;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.TrainingState;
import io.memspike.topology.Adam;
import io.memspike.topology.Learner;
import io.memspike.topology.NormLearner;
import io.memspike.topology.Parameters;
import io.memspike.topology.VaeLearners;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an auto-encoder's training knows, as a model file, and back. */
final class LearnerModel {

    private LearnerModel() {}

    /** The model of what has been learnt; {@code withState} if training is to go on from it. */
    static Model of(VaeLearners learners, InpaintingPlan plan, boolean withState) {
        final Map<Integer, float[]> weights = new TreeMap<>();
        final Map<Integer, byte[]> masks = new TreeMap<>();
        final Map<String, float[]> vectors = new LinkedHashMap<>();
        final Map<String, float[]> state = new LinkedHashMap<>();
        learners.weights().forEach((i, learner) -> {
            weights.put(i, learner.parameters().weights());
            final byte[] mask = learner.parameters().mask();
            if (mask != null) {
                masks.put(i, mask);
            }
            if (learner.parameters() instanceof Parameters.Pruned pruned) {
                state.put(Model.name(i, TrainingState.SCORE), pruned.scores());
            }
            putMoments(i, "", learner, state);
        });
        learners.norms().forEach((i, norm) -> {
            vectors.put(Model.name(i, "bias"), norm.bias());
            vectors.put(Model.name(i, "gamma"), norm.gamma().parameters().values());
            vectors.put(Model.name(i, "beta"), norm.beta().parameters().values());
            vectors.put(Model.name(i, "mean"), norm.mean());
            vectors.put(Model.name(i, "variance"), norm.variance());
            putMoments(i, "gamma.", norm.gamma(), state);
            putMoments(i, "beta.", norm.beta(), state);
        });
        vectors.put(
                Model.name(VaeSpec.MEMBRANE, "bias"),
                learners.outputBias().parameters().values());
        putMoments(VaeSpec.MEMBRANE, "bias.", learners.outputBias(), state);
        return new Model(plan.spec().layers(), weights, masks, vectors, withState ? state : Map.of(), metadata(plan));
    }

    private static void putMoments(int layer, String of, Learner learner, Map<String, float[]> state) {
        state.put(
                Model.name(layer, of + TrainingState.FIRST_MOMENT),
                learner.adam().firstMoment());
        state.put(
                Model.name(layer, of + TrainingState.SECOND_MOMENT),
                learner.adam().secondMoment());
    }

    private static Map<String, String> metadata(InpaintingPlan plan) {
        final Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("seed", Long.toString(plan.seed()));
        metadata.put("dataset", plan.dataset());
        metadata.put(VaeSpec.STEPS, Integer.toString(plan.steps()));
        metadata.put("trainedWith", plan.toJson());
        if (plan.mode() == Mode.PRUNE) {
            metadata.put(ModelNetwork.DEVICE, ModelNetwork.FORMED_RRAM_INPAINTING);
        }
        return metadata;
    }

    /** What a checkpoint knows. */
    static VaeLearners learners(Path path, Model model, InpaintingPlan plan) throws FileFormatException {
        final Reader reader = new Reader(path, model);
        final Map<Integer, Learner> weights = new TreeMap<>();
        final Map<Integer, NormLearner> norms = new TreeMap<>();
        final List<LayerSpec> layers = model.layers();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof LayerSpec.Weighted layer) {
                final float[] values = model.weights().get(i);
                final boolean isTrained = plan.mode() == Mode.WEIGHTS || InpaintingTraining.isHead(i);
                final Parameters parameters = isTrained
                        ? new Parameters.Trained(values, layer.weightScale())
                        : new Parameters.Pruned(
                                values, reader.state(i, TrainingState.SCORE), layer.weightScale(), plan.sparsity());
                weights.put(i, reader.learner(i, "", parameters));
            } else if (layers.get(i) instanceof LayerSpec.TdBatchNorm) {
                norms.put(
                        i,
                        new NormLearner(
                                reader.vector(i, "gamma"),
                                reader.vector(i, "beta"),
                                model.vectors().get(Model.name(i, "bias")),
                                model.vectors().get(Model.name(i, "mean")),
                                model.vectors().get(Model.name(i, "variance"))));
            }
        }
        return new VaeLearners(weights, norms, reader.vector(VaeSpec.MEMBRANE, "bias"));
    }

    /** Takes learners out of a checkpoint. */
    private record Reader(Path path, Model model) {
        Learner vector(int layer, String name) throws FileFormatException {
            final float[] values = model.vectors().get(Model.name(layer, name));
            return learner(layer, name + ".", new Parameters.Trained(values, 1f));
        }

        Learner learner(int layer, String of, Parameters parameters) throws FileFormatException {
            return new Learner(
                    parameters,
                    new Adam(
                            state(layer, of + TrainingState.FIRST_MOMENT),
                            state(layer, of + TrainingState.SECOND_MOMENT)));
        }

        float[] state(int layer, String what) throws FileFormatException {
            return TrainingState.of(path, model, layer, what);
        }
    }
}
