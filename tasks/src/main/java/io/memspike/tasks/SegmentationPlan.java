package io.memspike.tasks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.memspike.core.graph.Graph;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.segment.Augmentation;
import io.memspike.interchange.Learning;
import io.memspike.topology.TrainingConfig;
import io.memspike.topology.parameter.Optimiser;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a network that classifies pixels is trained: everything that its weights depend on. A model file holds it as {@code
 * trainedWith}.
 *
 * @param network name of a network in the jar, or the file that it was read from
 * @param images images to draw patches from, the first of the training split
 * @param heldOut images at the end of the training split that are never trained on
 * @param patches patches an epoch
 * @param patchSize rows and columns of a patch
 * @param augmentation how patches are varied
 * @param mode what training changes
 * @param epochs passes
 * @param batch patches per update
 * @param learningRate step size at the start
 * @param weightDecay L2 decay
 * @param sparsity share of connections that is pruned, in [0, 1]
 * @param seed seed of devices, scores, patches and shuffling
 * @param epochsDone epochs behind this model
 * @param learn what nodes learn, by name, where it is not by mode and sparsity; null for nothing
 * @param method how values are learnt where it is not by Adam to the last epoch; null where it is
 * @param steps for how many a patch is shown; null for one
 */
public record SegmentationPlan(
        @JsonProperty(required = true) String network,
        @JsonProperty(required = true) int images,
        @JsonProperty(required = true) int heldOut,
        @JsonProperty(required = true) int patches,
        @JsonProperty(required = true) int patchSize,
        @JsonProperty(required = true) Augmentation augmentation,
        @JsonProperty(required = true) Mode mode,
        @JsonProperty(required = true) int epochs,
        @JsonProperty(required = true) int batch,
        @JsonProperty(required = true) double learningRate,
        @JsonProperty(required = true) double weightDecay,
        @JsonProperty(required = true) double sparsity,
        @JsonProperty(required = true) long seed,
        @JsonProperty(required = true) int epochsDone,
        @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, String> learn,
        @JsonInclude(JsonInclude.Include.NON_NULL) TrainingMethod method,
        @JsonInclude(JsonInclude.Include.NON_NULL) Integer steps) {
    private static final Encoding STILL = Encoding.of("picture");

    /** Checks every range. */
    public SegmentationPlan {
        if (network == null || network.isBlank() || augmentation == null || mode == null) {
            throw new IllegalArgumentException(
                    "training: expected a network, an augmentation and a mode, found network=" + network
                            + " augmentation=" + augmentation + " mode=" + mode);
        }
        TrainingMethod.requirePlain(method);
        if (learn != null) {
            learn = Collections.unmodifiableMap(new LinkedHashMap<>(learn));
            learn.values().forEach(Learning::of);
        }
        if (images < 1 || heldOut < 0 || patches < 1 || patchSize < 1) {
            throw new IllegalArgumentException("training: expected at least 1 image, patch and pixel, and 0 held out,"
                    + " found images=" + images + " heldOut=" + heldOut + " patches=" + patches + " patchSize="
                    + patchSize);
        }
        if (!(sparsity >= 0 && sparsity <= 1) || epochsDone < 0 || epochsDone > epochs) {
            throw new IllegalArgumentException("training: expected a sparsity in [0, 1] and epochs done in [0, "
                    + epochs + "], found sparsity=" + sparsity + " epochsDone=" + epochsDone);
        }
        method = TrainingMethod.USUAL.equals(method) ? null : method;
        steps = Integer.valueOf(1).equals(steps) ? null : steps;
        config(epochs, batch, learningRate, weightDecay, method, seed);
        encoding(steps);
    }

    /** A plan from its JSON, as a model file holds it; throws {@link IllegalArgumentException} where it is none. */
    public static SegmentationPlan ofJson(String json) {
        return PlanJson.read(json, SegmentationPlan.class);
    }

    /** This plan as JSON. */
    public String toJson() {
        return PlanJson.write(this);
    }

    /** The same plan with other epochs done. */
    public SegmentationPlan withEpochsDone(int done) {
        return with(done, learn);
    }

    /** The same plan with what nodes learn by name; null where all do by mode and sparsity. */
    public SegmentationPlan withLearn(Map<String, String> other) {
        return with(epochsDone, other);
    }

    private SegmentationPlan with(int done, Map<String, String> learning) {
        return new SegmentationPlan(
                network,
                images,
                heldOut,
                patches,
                patchSize,
                augmentation,
                mode,
                epochs,
                batch,
                learningRate,
                weightDecay,
                sparsity,
                seed,
                done,
                learning,
                method,
                steps);
    }

    /** How patches are shown, and tiles of whole images. */
    public Encoding encoding() {
        return encoding(steps);
    }

    private static Encoding encoding(Integer steps) {
        return steps == null ? STILL : STILL.withSteps(steps);
    }

    /** What a node learns; its weights, that is, for all other tensors are trained unless the node is frozen. */
    public Learning learning(String node) {
        if (learn != null && learn.containsKey(node)) {
            return Learning.of(learn.get(node));
        }
        return mode == Mode.PRUNE ? Learning.prune(sparsity) : Learning.WEIGHTS;
    }

    /** Hysteresis of masks; null for none. */
    public Double hysteresis() {
        return method == null ? null : method.hysteresis();
    }

    /** Whether the best epoch's model is kept, not the last one's. */
    public boolean keepsBest() {
        return method != null && method.keep() == TrainingMethod.Keep.BEST;
    }

    /** A graph with the plan's surrogate, if it has one. */
    Graph surrogateIn(Graph graph) {
        return method == null ? graph : method.surrogateIn(graph);
    }

    TrainingConfig config() {
        return config(epochs, batch, learningRate, weightDecay, method, seed);
    }

    private static TrainingConfig config(
            int epochs, int batch, double learningRate, double weightDecay, TrainingMethod method, long seed) {
        final Optimiser optimiser = method == null || method.optimiser() == null ? Optimiser.ADAM : method.optimiser();
        return TrainingConfig.of(epochs, batch, learningRate, weightDecay, optimiser, 0, seed);
    }
}
