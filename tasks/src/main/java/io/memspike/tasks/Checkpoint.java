package io.memspike.tasks;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.interchange.Learning;
import io.memspike.topology.Learners;
import io.memspike.topology.gradient.Gradients;
import io.memspike.topology.parameter.Adam;
import io.memspike.topology.parameter.Learner;
import io.memspike.topology.parameter.Parameters;
import io.memspike.topology.parameter.WrittenMask;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What training knows, as a model, and back: once for every kind of training. */
public final class Checkpoint {
    private static final String WEIGHT = "weight";

    private Checkpoint() {}

    /**
     * The model of what has been learnt.
     *
     * @param withState whether training is to go on from it
     * @throws IllegalArgumentException where training is to go on from what {@link #learners} does not bring back:
     *     signs that are not weights, or a tensor that is learnt in another unit than its own
     */
    public static Model model(Graph graph, Learners learners, Map<String, String> metadata, boolean withState) {
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        final Map<String, byte[]> masks = new LinkedHashMap<>();
        final Map<String, float[]> state = new LinkedHashMap<>();
        for (final Node node : graph.nodes()) {
            for (final TensorSpec spec : graph.tensors(node.name())) {
                final String name = Model.name(node.name(), spec.name());
                final Learner learner = learners.learnt().get(name);
                if (learner == null) {
                    tensors.put(name, learners.others().get(name));
                    continue;
                }
                final Parameters parameters = learner.parameters();
                final boolean isWeight = spec.name().equals(WEIGHT);
                tensors.put(name, isWeight ? parameters.weights() : effective(parameters));
                final float unit = isWeight ? ((MatrixKind) node.kind()).weightScale() : 1f;
                if (withState && !isBroughtBack(parameters, isWeight, unit)) {
                    throw new IllegalArgumentException("node " + node.name() + ": checkpoint: expected " + spec.name()
                            + " learnt in a way that training can go on from, found " + parameters.name());
                }
                final byte[] mask = parameters.mask();
                if (mask != null) {
                    masks.put(node.name(), mask);
                }
                if (!parameters.isLearnt()) {
                    continue;
                }
                if (parameters instanceof Parameters.Binary binary) {
                    state.put(Model.name(node.name(), TrainingState.LATENT), binary.latents());
                }
                if (parameters instanceof Parameters.Pruned pruned) {
                    state.put(Model.name(node.name(), TrainingState.SCORE), pruned.scores());
                    if (pruned.written() != null) {
                        state.put(
                                Model.name(node.name(), Learners.WRITTEN),
                                pruned.written().state());
                    }
                }
                state.put(
                        moments(node.name(), spec, TrainingState.FIRST_MOMENT),
                        learner.adam().firstMoment());
                state.put(
                        moments(node.name(), spec, TrainingState.SECOND_MOMENT),
                        learner.adam().secondMoment());
            }
        }
        return new Model(graph, tensors, masks, withState ? state : Map.of(), metadata);
    }

    /**
     * What every model says of its training, for more to be added.
     *
     * @param encoder null where its data have none
     * @param plan as JSON
     */
    static Map<String, String> metadata(long seed, String dataset, String encoder, String plan) {
        final Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("seed", Long.toString(seed));
        metadata.put("dataset", dataset);
        if (encoder != null) {
            metadata.put(ClassifierTraining.ENCODER, encoder);
        }
        metadata.put(PlanJson.KEY, plan);
        return metadata;
    }

    private static boolean isBroughtBack(Parameters parameters, boolean isWeight, float unit) {
        if (parameters instanceof Parameters.Trained trained) {
            return trained.weightScale() == unit && !trained.isWritten();
        }
        return parameters instanceof Parameters.Frozen frozen
                ? frozen.weightScale() == unit
                : (parameters instanceof Parameters.Pruned || parameters instanceof Parameters.Binary) && isWeight;
    }

    private static float[] effective(Parameters parameters) {
        final float[] effective = new float[parameters.size()];
        parameters.effective(effective);
        return effective;
    }

    /** Moments of weights have no further name: {@code NODE.adam.first}, but {@code NODE.gamma.adam.first}. */
    private static String moments(String node, TensorSpec spec, String which) {
        return Model.name(node, spec.name().equals(WEIGHT) ? which : spec.name() + "." + which);
    }

    /**
     * What a checkpoint knows.
     *
     * @param path the file, for messages
     * @param model its content
     * @param learning what each node learns
     * @throws FileFormatException where it lacks what training needs
     */
    public static Learners learners(Path path, Model model, Function<String, Learning> learning)
            throws FileFormatException {
        return learners(path, model, learning, null);
    }

    /** The same with hysteresis of masks; null for none. */
    static Learners learners(Path path, Model model, Function<String, Learning> learning, Double hysteresis)
            throws FileFormatException {
        final Map<String, Learner> learnt = new LinkedHashMap<>();
        final Map<String, float[]> others = new LinkedHashMap<>();
        for (final Node node : model.graph().nodes()) {
            for (final TensorSpec spec : model.graph().tensors(node.name())) {
                final String name = Model.name(node.name(), spec.name());
                final String moment = moments(node.name(), spec, TrainingState.FIRST_MOMENT);
                final Learning how = learning.apply(node.name());
                final boolean isUsual = Gradients.known().learnt(node).contains(spec.name());
                if (!isUsual
                        && !how.tensors().contains(spec.name())
                        && !model.state().containsKey(moment)) {
                    others.put(name, model.tensors().get(name));
                    continue;
                }
                if (how.isFreezing(spec.name())) {
                    learnt.put(name, Learner.of(frozen(model, node, spec)));
                    continue;
                }
                final Parameters parameters = parameters(path, model, node, spec, how, hysteresis);
                final Adam adam = new Adam(
                        TrainingState.of(path, model, moment),
                        TrainingState.of(path, model, moments(node.name(), spec, TrainingState.SECOND_MOMENT)));
                learnt.put(name, new Learner(parameters, adam));
            }
        }
        return new Learners(learnt, others);
    }

    /**
     * Lets a new training begin with what a checkpoint has learnt.
     *
     * @param learners of the new training. Modified.
     * @param begun its model
     * @param path the checkpoint, for messages
     * @param checkpoint its content
     * @throws FileFormatException where its tensors are not those of the training, or its random weights others
     */
    static void begin(Learners learners, Model begun, Path path, Model checkpoint) throws FileFormatException {
        final Map<String, float[]> values = new LinkedHashMap<>();
        for (final Map.Entry<String, float[]> tensor : begun.tensors().entrySet()) {
            final String name = tensor.getKey();
            final float[] there = checkpoint.tensors().get(name);
            final String node = name.substring(0, name.lastIndexOf('.'));
            final boolean isPruned =
                    name.endsWith("." + WEIGHT) && begun.masks().containsKey(node);
            if (there == null || there.length != tensor.getValue().length) {
                throw new FileFormatException(
                        path,
                        "tensor " + name,
                        "the " + tensor.getValue().length + " values of the training that begins with it",
                        there == null ? "none" : there.length);
            }
            if (isPruned && !Arrays.equals(there, tensor.getValue())) {
                throw new FileFormatException(path, "tensor " + name, "the random weights of the same seed", "others");
            }
            values.put(
                    name, isPruned ? TrainingState.of(path, checkpoint, Model.name(node, TrainingState.SCORE)) : there);
        }
        learners.with(values);
    }

    private static Parameters frozen(Model model, Node node, TensorSpec spec) {
        final float[] values = model.tensors().get(Model.name(node.name(), spec.name()));
        return spec.name().equals(WEIGHT)
                ? new Parameters.Frozen(
                        values, model.masks().get(node.name()), ((MatrixKind) node.kind()).weightScale())
                : new Parameters.Frozen(values, 1f);
    }

    private static Parameters parameters(
            Path path, Model model, Node node, TensorSpec spec, Learning how, Double hysteresis)
            throws FileFormatException {
        final float[] values = model.tensors().get(Model.name(node.name(), spec.name()));
        if (!spec.name().equals(WEIGHT)) {
            return new Parameters.Trained(values, 1f);
        }
        final float scale = ((MatrixKind) node.kind()).weightScale();
        if (how.rule() == Learning.Rule.SIGNS) {
            return new Parameters.Binary(
                    TrainingState.of(path, model, Model.name(node.name(), TrainingState.LATENT)), scale);
        }
        if (how.isPruning() != model.masks().containsKey(node.name())) {
            throw new FileFormatException(
                    path,
                    "tensor " + Model.name(node.name(), "mask"),
                    how.isPruning() ? "a mask of what is pruned" : "none, for nothing is pruned",
                    how.isPruning() ? "none" : "one");
        }
        return how.isPruning()
                ? new Parameters.Pruned(
                        values,
                        TrainingState.of(path, model, Model.name(node.name(), TrainingState.SCORE)),
                        scale,
                        how.sparsity(),
                        hysteresis == null
                                ? null
                                : WrittenMask.of(
                                        TrainingState.of(path, model, Model.name(node.name(), Learners.WRITTEN)),
                                        hysteresis))
                : new Parameters.Trained(values, scale);
    }
}
