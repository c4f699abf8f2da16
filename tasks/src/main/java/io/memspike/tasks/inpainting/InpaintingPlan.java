package io.memspike.tasks.inpainting;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.memspike.core.RandomStream;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.interchange.GraphText;
import io.memspike.interchange.Learning;
import io.memspike.tasks.Mode;
import io.memspike.tasks.PlanJson;
import io.memspike.tasks.TrainingState;
import io.memspike.tasks.inpainting.picture.Hole;
import io.memspike.tasks.inpainting.picture.HoleDraw;
import io.memspike.tasks.inpainting.picture.Shift;
import io.memspike.tasks.network.LearningChoice;
import io.memspike.topology.TrainingConfig;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How an auto-encoder is trained: everything that its weights depend on. A model file holds it as {@code trainedWith}.
 *
 * @param dataset data set by name or directory
 * @param samples images to train on, the first of the training split
 * @param mode what training changes in encoder and decoder: which random weights stay, or the weights
 * @param side height and width of images
 * @param channels channels of encoder and decoder; 0 of a network that is not PRIME's
 * @param latent number of latents
 * @param k spikes that each latent is picked from
 * @param steps time steps
 * @param epochs passes over the images
 * @param batch images per update
 * @param learningRate AdamW's step size at the start
 * @param decays whether the step size falls to 0 along a half cosine, else it stays
 * @param weightDecay decoupled decay
 * @param sparsity share of random connections that is pruned, in [0, 1]
 * @param hole what is missing from the images
 * @param seed seed of devices, scores, shuffling and picks
 * @param batchesDone updates behind this model
 * @param network name of a network in the jar, or the file that it was read from; null for PRIME's
 * @param learn what nodes learn, by name; null for what PRIME's do, by mode and sparsity
 * @param method how it is trained where it is not as PRIME's; null where it is
 */
public record InpaintingPlan(
        @JsonProperty(required = true) String dataset,
        @JsonProperty(required = true) int samples,
        @JsonProperty(required = true) Mode mode,
        @JsonProperty(required = true) int side,
        @JsonProperty(required = true) int channels,
        @JsonProperty(required = true) int latent,
        @JsonProperty(required = true) int k,
        @JsonProperty(required = true) int steps,
        @JsonProperty(required = true) int epochs,
        @JsonProperty(required = true) int batch,
        @JsonProperty(required = true) double learningRate,
        @JsonProperty(required = true) boolean decays,
        @JsonProperty(required = true) double weightDecay,
        @JsonProperty(required = true) double sparsity,
        @JsonProperty(required = true) Hole hole,
        @JsonProperty(required = true) long seed,
        @JsonProperty(required = true) long batchesDone,
        @JsonInclude(JsonInclude.Include.NON_NULL) String network,
        @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, String> learn,
        @JsonInclude(JsonInclude.Include.NON_NULL) InpaintingMethod method) {
    /** Share of connections that PRIME prunes. */
    public static final double SPARSITY = 0.5;

    /** Images of a batch that memory has room for: one takes some 8 MB of currents and gradients. */
    public static final int MOST_BATCH = 1000;

    /** Time steps of PRIME. */
    private static final int STEPS = 16;

    public InpaintingPlan {
        if (dataset == null || mode == null || hole == null) {
            throw new IllegalArgumentException("training: expected a dataset, a mode and a hole, found dataset="
                    + dataset + " mode=" + mode + " hole=" + hole);
        }
        if (samples < 1) {
            throw new IllegalArgumentException("training: expected at least 1 image, found samples=" + samples);
        }
        if (!(sparsity >= 0 && sparsity <= 1)) {
            throw new IllegalArgumentException("training: expected a sparsity in [0, 1], found " + sparsity);
        }
        if (batch < 1 || batch > MOST_BATCH) {
            throw new IllegalArgumentException(
                    "training: expected a batch of 1 to " + MOST_BATCH + " images, found " + batch);
        }
        hole.requireIn(side);
        if (network == null) {
            new AutoEncoder.Sizes(side, channels, latent, k);
        }
        if (learn != null) {
            learn = Collections.unmodifiableMap(new LinkedHashMap<>(learn));
            learn.values().forEach(Learning::of);
        }
        method = InpaintingMethod.USUAL.equals(method) ? null : method;
        if (method != null && method.holes() != null && method.holes().most() > side) {
            throw new IllegalArgumentException("holes: expected at most the " + side + " rows and columns of a picture,"
                    + " found " + method.holes().most());
        }
        if (steps < 1) {
            throw new IllegalArgumentException("auto-encoder: expected at least 1 step, found " + steps);
        }
        TrainingConfig.adamW(epochs, batch, learningRate, decays, weightDecay, seed);
        final long batches = (long) epochs * batches(samples, batch);
        if (batchesDone < 0 || batchesDone > batches) {
            throw new IllegalArgumentException(
                    "training: expected updates done in [0, " + batches + "], found " + batchesDone);
        }
    }

    /** A plan of PRIME's network, whose nodes learn by mode and sparsity. */
    public InpaintingPlan(
            String dataset,
            int samples,
            Mode mode,
            int side,
            int channels,
            int latent,
            int k,
            int steps,
            int epochs,
            int batch,
            double learningRate,
            boolean decays,
            double weightDecay,
            double sparsity,
            Hole hole,
            long seed,
            long batchesDone) {
        this(
                dataset,
                samples,
                mode,
                side,
                channels,
                latent,
                k,
                steps,
                epochs,
                batch,
                learningRate,
                decays,
                weightDecay,
                sparsity,
                hole,
                seed,
                batchesDone,
                null,
                null,
                null);
    }

    /**
     * PRIME's network and hole on 32×32 images, with this project's settings of training: batch 100, step size 4e-3, decay
     * 0.01, half pruned.
     */
    public static InpaintingPlan prime(String dataset, int samples, Mode mode, int epochs, long seed) {
        final AutoEncoder.Sizes sizes = AutoEncoder.Sizes.prime();
        return new InpaintingPlan(
                dataset,
                samples,
                mode,
                sizes.side(),
                sizes.channels(),
                sizes.latent(),
                sizes.k(),
                STEPS,
                epochs,
                100,
                4e-3,
                true,
                0.01,
                SPARSITY,
                Hole.prime(),
                seed,
                0);
    }

    /**
     * The plan that a model file was made with.
     *
     * @param path the file, for messages
     * @param model its content
     * @throws FileFormatException where it holds none
     */
    public static InpaintingPlan of(Path path, Model model) throws FileFormatException {
        return TrainingState.plan(path, model, "an auto-encoder's plan", InpaintingPlan::ofJson);
    }

    /** A plan from its JSON, as a model file holds it; throws {@link IllegalArgumentException} where it is none. */
    public static InpaintingPlan ofJson(String json) {
        return PlanJson.read(json, InpaintingPlan.class);
    }

    /** This plan as JSON. */
    public String toJson() {
        return PlanJson.write(this);
    }

    /**
     * The same plan of another network, or of PRIME's whose nodes learn something else.
     *
     * @param name of a network in the jar, or its file
     * @param text the network
     * @param choice what its nodes learn
     * @param missing what is missing from its pictures
     */
    public InpaintingPlan of(String name, GraphText text, LearningChoice choice, Hole missing) {
        AutoEncoder.require(text.graph());
        final double pruned = choice.usualSparsity();
        final boolean isPrime = name.equals(AutoEncoder.PRIME);
        final Map<String, String> all = new LinkedHashMap<>();
        text.graph()
                .nodes()
                .forEach(node -> all.put(node.name(), choice.of(node.name()).toString()));
        final LearningChoice usual = new LearningChoice(text, mode, pruned, List.of());
        final boolean isUsual = text.graph().nodes().stream()
                .allMatch(node -> usual.of(node.name()).equals(choice.of(node.name())));
        final AutoEncoder found = new AutoEncoder(text.graph(), steps);
        return new InpaintingPlan(
                dataset,
                samples,
                mode,
                found.side(),
                isPrime ? channels : 0,
                found.latent(),
                found.k(),
                steps,
                epochs,
                batch,
                learningRate,
                decays,
                weightDecay,
                pruned,
                missing,
                seed,
                batchesDone,
                isPrime ? null : name,
                isPrime && isUsual ? null : all,
                method);
    }

    /** The same plan with other batches and another step size at the start. */
    public InpaintingPlan by(int pictures, double rate) {
        return with(steps, pictures, rate, batchesDone, method);
    }

    /** The same plan of so many time steps. */
    public InpaintingPlan withSteps(int other) {
        return with(other, batch, learningRate, batchesDone, method);
    }

    /** The same plan by another method. */
    public InpaintingPlan by(InpaintingMethod other) {
        return with(steps, batch, learningRate, batchesDone, other);
    }

    /** The same plan with other updates done. */
    public InpaintingPlan withBatchesDone(long done) {
        return with(steps, batch, learningRate, done, method);
    }

    private InpaintingPlan with(int time, int pictures, double rate, long done, InpaintingMethod how) {
        return new InpaintingPlan(
                dataset,
                samples,
                mode,
                side,
                channels,
                latent,
                k,
                time,
                epochs,
                pictures,
                rate,
                decays,
                weightDecay,
                sparsity,
                hole,
                seed,
                done,
                network,
                learn,
                how);
    }

    private static int batches(int samples, int batch) {
        return (samples + batch - 1) / batch;
    }

    /** Updates of an epoch. */
    int batchesPerEpoch() {
        return batches(samples, batch);
    }

    /** How it is trained. */
    InpaintingMethod how() {
        return method == null ? InpaintingMethod.USUAL : method;
    }

    /** Images at the end of the training split whose holes are filled after each epoch. */
    public int heldOut() {
        return how().heldOut() == null ? 0 : how().heldOut();
    }

    /** How images are moved in training; null for not at all. */
    public Shift shift() {
        final Integer most = how().shift();
        return most == null
                ? null
                : new Shift(most, RandomStream.of(seed, "shift").nextLong());
    }

    /** What is missing from each picture in training. */
    HoleDraw holes() {
        final InpaintingMethod.HoleSizes sizes = how().holes();
        return sizes == null ? HoleDraw.always(hole) : HoleDraw.rectangles(sizes.least(), sizes.most(), seed);
    }

    /** What the nodes of its network learn. */
    Function<String, Learning> learning(GraphText text) {
        return learn == null
                ? new LearningChoice(text, mode, sparsity, List.of())::of
                : node -> learn.containsKey(node) ? Learning.of(learn.get(node)) : Learning.WEIGHTS;
    }

    AutoEncoder.Sizes sizes() {
        return new AutoEncoder.Sizes(side, channels, latent, k);
    }

    TrainingConfig config() {
        return TrainingConfig.adamW(epochs, batch, learningRate, decays, weightDecay, seed);
    }
}
