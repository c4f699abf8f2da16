package io.memspike.topology;

import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.topology.gradient.Shards;
import io.memspike.topology.gradient.matrix.SynapseGradient;
import io.memspike.topology.parameter.Learner;
import io.memspike.topology.parameter.Parameters;
import io.memspike.topology.parameter.UpdateRule;
import io.memspike.topology.parameter.Writes;
import io.memspike.topology.parameter.internal.RankSearch;
import io.memspike.topology.parameter.internal.TopK;
import java.util.Arrays;

/**
 * What happens to one layer between two batches: its weights go to the network and to the backward pass, and the shards'
 * gradients become an update. All of it is cut into {@link Shards#COUNT} parts that touch separate elements, so they may
 * run on any threads.
 */
final class LayerUpdate {
    private static final int PARTS = Shards.COUNT;

    private final Matrix matrix;
    private final boolean isAsked; // for ∂L/∂input
    private final Learner learner;
    private final SynapseGradient gradients;
    private final WeightedSynapses synapses;
    private final RankSearch search; // null where nothing is pruned
    private final float[] effective;
    private final float[] gradient;
    private final Writes[] writes = new Writes[PARTS];
    private final int rows; // extent of the weights' first dimension

    LayerUpdate(
            Matrix matrix, boolean isAsked, Learner learner, SynapseGradient gradients, Kernels kernels, int workers) {
        this.matrix = matrix;
        this.isAsked = isAsked;
        this.learner = learner;
        this.gradients = gradients;
        this.search = learner.parameters() instanceof Parameters.Pruned ? new RankSearch(workers) : null;
        this.effective = new float[matrix.weights()];
        this.gradient = new float[isLearnt() ? matrix.weights() : 0];
        this.rows = (int) matrix.weightShape()[0];
        Arrays.fill(writes, Writes.NONE);
        this.synapses = WeightedSynapses.of(matrix, effective, kernels);
    }

    /** What the layer is, at its place. */
    Matrix matrix() {
        return matrix;
    }

    /** Whether its weights are learnt; else they stay. */
    boolean isLearnt() {
        return learner.parameters().isLearnt();
    }

    /** Whether its weights differ from batch to batch. */
    boolean isChanging() {
        return learner.parameters().isChanging();
    }

    /** The layer's synapses in the network: they hold the weights of the batch at hand. */
    WeightedSynapses synapses() {
        return synapses;
    }

    /** The backward side of the layer. */
    SynapseGradient gradients() {
        return gradients;
    }

    /** Begins to look for the mask's threshold, by {@link RankSearch#ROUNDS} rounds of {@link #rank} and {@link #chooseRank}. */
    void beginRanking() {
        learner.parameters().beginUse();
        if (learner.parameters() instanceof Parameters.Pruned pruned) {
            search.begin(TopK.rank(pruned.scores().length, pruned.sparsity()));
        }
    }

    /** Counts a part. */
    void rank(int worker, int part) {
        if (search != null) {
            final float[] scores = learner.parameters().values();
            search.count(worker, scores, from(scores.length, part), from(scores.length, part + 1));
        }
    }

    /** After all parts. */
    void chooseRank() {
        if (search != null) {
            search.choose();
        }
    }

    /** Makes a part of the parameters' present values weights of the next batch. */
    void mask(int part) {
        final float threshold = search == null ? 0 : search.magnitude();
        final int n = effective.length;
        writes[part] = learner.parameters().use(threshold, effective, from(n, part), from(n, part + 1));
    }

    /** Whether its mask or weights lie on devices that are written. */
    boolean isWritten() {
        return learner.parameters().isWritten();
    }

    /** What was written for the batch at hand. */
    Writes writes() {
        return Arrays.stream(writes).reduce(Writes.NONE, Writes::plus);
    }

    /** Hands a part of these weights over, after all of them are made. */
    void useWeights(int part) {
        synapses.setWeights(effective, part, PARTS);
        if (isAsked) {
            gradients.useWeights(effective, part, PARTS);
        }
    }

    /** Makes a part of ∂L/∂values, the mean of a batch. */
    void meanGradient(int part, int batch) {
        gradients.weightGradient(gradient, from(rows, part), from(rows, part + 1));
        scale(part, 1f / batch);
        learner.parameters().pullBack(gradient, first(part), first(part + 1));
    }

    /** Sum of the squares of a part of ∂L/∂values. */
    double square(int part) {
        double sum = 0;
        for (int i = first(part); i < first(part + 1); i++) {
            sum += (double) gradient[i] * gradient[i];
        }
        return sum;
    }

    /** Multiplies a part of ∂L/∂values. */
    void scale(int part, float factor) {
        for (int i = first(part); i < first(part + 1); i++) {
            gradient[i] *= factor;
        }
    }

    /** Updates a part of the values. */
    void update(int part, UpdateRule rule) {
        learner.follow(gradient, first(part), first(part + 1), rule);
    }

    /** First element of a part, which is whole rows. */
    private int first(int part) {
        return from(rows, part) * (effective.length / rows);
    }

    /** ∂L/∂values of the last batch, in file order. Not to be modified. */
    float[] gradient() {
        return gradient;
    }

    private static int from(int elements, int part) {
        return (int) ((long) elements * part / PARTS);
    }
}
