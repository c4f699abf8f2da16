package io.memspike.tasks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.memspike.core.graph.Graph;
import io.memspike.datasets.encode.Encoding;
import io.memspike.interchange.Learning;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.tasks.network.FirstScores;
import io.memspike.tasks.network.LearningChoice;
import io.memspike.tasks.plan.ConverterLearning;
import io.memspike.tasks.teach.Teaching;
import io.memspike.topology.TrainingConfig;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.parameter.Optimiser;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a classifier is trained: everything that its weights depend on. A model file holds it as {@code trainedWith}.
 *
 * @param network name of a network in the jar, or the file that it was read from
 * @param dataset data set by name or directory
 * @param samples samples to train on, the first of the training split that are left
 * @param heldOut samples of the training split that are never trained on, for calibration: the last, or a fold as {@code part} says
 * @param mode what training changes
 * @param loss the loss
 * @param epochs passes over the samples
 * @param batch samples per update
 * @param learningRate step size at the start
 * @param weightDecay L2 decay
 * @param sparsity share of connections that is pruned, in [0, 1]
 * @param spikePenalty what a spike rate of 1 in one layer adds to the loss
 * @param seed seed of devices, scores and shuffling
 * @param epochsDone epochs behind this model
 * @param learn what nodes learn, by name, where it is not by mode and sparsity; null for nothing
 * @param converters what the currents of its forward pass go through, in training and test; null for nothing
 * @param encoder what the data set is encoded by: the text of an {@link Encoding}; null for what it names itself
 * @param method how values are learnt where it is not by Adam to the last epoch; null where it is
 * @param part what it is trained on where it is not the data set's first samples alone; null where it is
 * @param converterLearning how it lives with its converters; null where that is {@link ConverterLearning#USUAL}
 */
public record ClassifierPlan(
        @JsonProperty(required = true) String network,
        @JsonProperty(required = true) String dataset,
        @JsonProperty(required = true) int samples,
        @JsonProperty(required = true) int heldOut,
        @JsonProperty(required = true) Mode mode,
        @JsonProperty(required = true) Loss loss,
        @JsonProperty(required = true) int epochs,
        @JsonProperty(required = true) int batch,
        @JsonProperty(required = true) double learningRate,
        @JsonProperty(required = true) double weightDecay,
        @JsonProperty(required = true) double sparsity,
        double spikePenalty,
        @JsonProperty(required = true) long seed,
        @JsonProperty(required = true) int epochsDone,
        @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, String> learn,
        @JsonInclude(JsonInclude.Include.NON_NULL) ConverterPlan converters,
        @JsonInclude(JsonInclude.Include.NON_NULL) String encoder,
        @JsonInclude(JsonInclude.Include.NON_NULL) TrainingMethod method,
        @JsonInclude(JsonInclude.Include.NON_NULL) TrainingPart part,
        @JsonInclude(JsonInclude.Include.NON_NULL) ConverterLearning converterLearning) {
    /** Share of connections that PRIME prunes. */
    public static final double SPARSITY = LearningChoice.SPARSITY;

    /** Samples of the training split that are kept for calibration. */
    public static final int HELD_OUT = 2_000;

    public ClassifierPlan {
        if (network == null || network.isBlank()) {
            throw new IllegalArgumentException("network: expected a name or a file, found '" + network + "'");
        }
        if (learn != null) {
            learn = Collections.unmodifiableMap(new LinkedHashMap<>(learn));
            learn.values().forEach(Learning::of);
        }
        if (dataset == null || mode == null || loss == null) {
            throw new IllegalArgumentException("training: expected a dataset, a mode and a loss, found dataset="
                    + dataset + " mode=" + mode + " loss=" + loss);
        }
        if (!(sparsity >= 0 && sparsity <= 1)) {
            throw new IllegalArgumentException("training: expected a sparsity in [0, 1], found " + sparsity);
        }
        if (samples < 1 || heldOut < 0) {
            throw new IllegalArgumentException("training: expected at least 1 sample and 0 held out, found samples="
                    + samples + " heldOut=" + heldOut);
        }
        method = TrainingMethod.USUAL.equals(method) ? null : method;
        part = TrainingPart.USUAL.equals(part) ? null : part;
        converterLearning = ConverterLearning.USUAL.equals(converterLearning) ? null : converterLearning;
        if (converterLearning != null && converters == null) {
            throw new IllegalArgumentException(
                    "training: expected converters where their scales are learnt or their errors drawn anew, found none");
        }
        if (converters != null && method != null && method.reform() != null) {
            throw new IllegalArgumentException("reform: expected exact reads in training, found converters");
        }
        if (epochs < 2 && method != null && method.reform() != null) {
            throw new IllegalArgumentException(
                    "reform: expected at least 2 epochs, since none is formed anew after the last, found " + epochs);
        }
        config(epochs, batch, learningRate, weightDecay, optimiser(method), spikePenalty, seed);
        if (epochsDone < 0 || epochsDone > epochs) {
            throw new IllegalArgumentException(
                    "training: expected epochs done in [0, " + epochs + "], found " + epochsDone);
        }
        if (encoder != null) {
            Encoding.of(encoder); // refuses what is none
        }
    }

    /** A plan without converters, with the data set's own encoder, all of whose nodes learn alike. */
    public ClassifierPlan(
            String network,
            String dataset,
            int samples,
            int heldOut,
            Mode mode,
            Loss loss,
            int epochs,
            int batch,
            double learningRate,
            double weightDecay,
            double sparsity,
            double spikePenalty,
            long seed,
            int epochsDone) {
        this(
                network,
                dataset,
                samples,
                heldOut,
                mode,
                loss,
                epochs,
                batch,
                learningRate,
                weightDecay,
                sparsity,
                spikePenalty,
                seed,
                epochsDone,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** A plan from its JSON, as a model file holds it; throws {@link IllegalArgumentException} where it is none. */
    public static ClassifierPlan ofJson(String json) {
        return PlanJson.read(json, ClassifierPlan.class);
    }

    /** This plan as JSON. */
    public String toJson() {
        return PlanJson.write(this);
    }

    /** The same plan with other epochs done. */
    public ClassifierPlan withEpochsDone(int done) {
        return with(seed, done, learn, converters, encoder, method, part, converterLearning);
    }

    /** The same plan with converters; null for none. */
    public ClassifierPlan withConverters(ConverterPlan other) {
        return withConverters(other, other == null ? null : converterLearning);
    }

    /** The same plan with what nodes learn by name; null where all do by mode and sparsity. */
    public ClassifierPlan withLearn(Map<String, String> other) {
        return with(seed, epochsDone, other, converters, encoder, method, part, converterLearning);
    }

    /** The same plan with another encoder. */
    public ClassifierPlan withEncoder(Encoding other) {
        return with(seed, epochsDone, learn, converters, other.toString(), method, part, converterLearning);
    }

    /** The same plan with another seed. */
    public ClassifierPlan withSeed(long other) {
        return with(other, epochsDone, learn, converters, encoder, method, part, converterLearning);
    }

    /** What a node learns; its weights, that is, for all other tensors are trained unless the node is frozen. */
    public Learning learning(String node) {
        if (learn != null && learn.containsKey(node)) {
            return Learning.of(learn.get(node));
        }
        return mode == Mode.PRUNE ? Learning.prune(sparsity) : Learning.WEIGHTS;
    }

    private ClassifierPlan with(
            long drawnBy,
            int done,
            Map<String, String> learning,
            ConverterPlan through,
            String encodedBy,
            TrainingMethod by,
            TrainingPart of,
            ConverterLearning living) {
        return new ClassifierPlan(
                network,
                dataset,
                samples,
                heldOut,
                mode,
                loss,
                epochs,
                batch,
                learningRate,
                weightDecay,
                sparsity,
                spikePenalty,
                drawnBy,
                done,
                learning,
                through,
                encodedBy,
                by,
                of,
                living);
    }

    /** The same plan living otherwise with its converters. */
    public ClassifierPlan withConverters(ConverterPlan other, ConverterLearning how) {
        return with(seed, epochsDone, learn, other, encoder, method, part, how);
    }

    /** How the training lives with its converters. */
    ConverterLearning learning() {
        return converterLearning == null ? ConverterLearning.USUAL : converterLearning;
    }

    /** Hysteresis of masks; null for none. */
    public Double hysteresis() {
        return method == null ? null : method.hysteresis();
    }

    /** Who teaches beside the labels; null for nobody. */
    public Teaching teaching() {
        return method == null ? null : method.teaching();
    }

    /** What scores begin with. */
    FirstScores scores() {
        return TrainingMethod.scoresOf(method);
    }

    /** Share of pruned cells that are formed anew after an epoch; null for none. */
    public Double reform() {
        return method == null ? null : method.reform();
    }

    /** How many chips are trained on in turn. */
    int chips() {
        return method == null || method.chips() == null ? 1 : method.chips();
    }

    /** The same plan with another method. */
    public ClassifierPlan withMethod(TrainingMethod other) {
        return with(seed, epochsDone, learn, converters, encoder, other, part, converterLearning);
    }

    /** The same plan on another part of the data; null for the first samples alone. */
    public ClassifierPlan withPart(TrainingPart other) {
        return with(seed, epochsDone, learn, converters, encoder, method, other, converterLearning);
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
        return config(epochs, batch, learningRate, weightDecay, optimiser(method), spikePenalty, seed);
    }

    private static Optimiser optimiser(TrainingMethod method) {
        return method == null || method.optimiser() == null ? Optimiser.ADAM : method.optimiser();
    }

    private static TrainingConfig config(
            int epochs,
            int batch,
            double learningRate,
            double weightDecay,
            Optimiser optimiser,
            double spikePenalty,
            long seed) {
        return TrainingConfig.of(epochs, batch, learningRate, weightDecay, optimiser, spikePenalty, seed);
    }
}
