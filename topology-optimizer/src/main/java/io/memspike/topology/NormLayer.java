package io.memspike.topology;

import io.memspike.core.ChannelAffine;
import io.memspike.core.LayerSpec;
import io.memspike.core.Shape;
import io.memspike.core.SpikingBlock;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import java.util.Arrays;

/**
 * Weights, norm and neurons of one block in training, with the currents of a whole batch: the norm's statistics are over
 * all samples, positions and steps, so a batch goes forward and backward layer by layer. A batch's part in a block, where
 * "all" is by any number of threads ({@link NormWorker}):
 *
 * <ol>
 *   <li>{@link #beginBatch}; currents of all samples; {@link #finishForward}: statistics;
 *   <li>neurons of all samples, which the next layer reads;
 *   <li>neurons of all samples backward; {@link #finishBackward}: the norm's gradient;
 *   <li>synapses of all samples backward; then the weights' update and {@link #update}.
 * </ol>
 *
 * <p>Potentials are not kept: the way back makes them again from the currents, which is cheaper than the memory.
 * Backward of the norm, with σ² = variance + ε, x̂ = (I − mean)/σ, c = α · threshold, M elements a channel:
 *
 * <pre>
 *   ∂L/∂β = Σδ,   ∂L/∂γ = c Σδx̂,   ∂L/∂I = (cγ/σ) (δ − Σδ/M − x̂ Σδx̂/M)
 * </pre>
 */
final class NormLayer {
    /** Share of the batch's statistics in the running ones, as in PyTorch. */
    static final double MOMENTUM = 0.1;

    final LayerUpdate weights;
    final LayerSpec.Lif lif;
    final Shape output;
    final int size;
    final int steps;
    final int storedSteps; // 1 where the input, hence the current, does not change
    final Kernels kernels;
    final ChannelAffine batchNorm;
    final float[] mean; // of the batch, repeated over a run; so are the gradient's factors
    final float[][] factors; // of δ, of the current, and alone
    final double[][] sums = new double[Trainer.SHARDS][];
    float[][][] currents = {}; // [sample][stored step] (size + padding)
    float[][][] deltas = {}; // [sample][step] ∂L/∂(input of neurons)

    private final LayerSpec.TdBatchNorm spec;
    private final NormLearner learner;
    private final ChannelAffine runningNorm;
    private final double[] batchMean;
    private final double[] deviation; // σ
    private final float[] gammaGradient;
    private final float[] betaGradient;

    NormLayer(
            LayerUpdate weights,
            LayerSpec.TdBatchNorm spec,
            LayerSpec.Lif lif,
            NormLearner learner,
            int steps,
            boolean isConstant,
            Kernels kernels) {
        this.weights = weights;
        this.spec = spec;
        this.lif = lif;
        this.learner = learner;
        this.output = weights.synapses().output();
        this.size = output.size();
        this.steps = steps;
        this.storedSteps = isConstant ? 1 : steps;
        this.kernels = kernels;
        this.batchNorm = new ChannelAffine(spec.channels());
        this.runningNorm = new ChannelAffine(spec.channels());
        this.batchMean = new double[spec.channels()];
        this.deviation = new double[spec.channels()];
        this.gammaGradient = new float[spec.channels()];
        this.betaGradient = new float[spec.channels()];
        final int run = ChannelAffine.runLength(spec.channels());
        this.mean = new float[run];
        this.factors = new float[3][run];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = new double[2 * spec.channels()];
        }
    }

    /** The same block as it will serve: with the running statistics, those at the begin of the batch. */
    SpikingBlock served() {
        return new SpikingBlock(weights.synapses(), runningNorm, lif, kernels);
    }

    /** Makes room, and takes over the running statistics into {@link #served}. */
    void beginBatch(int samples) {
        if (currents.length < samples) {
            currents = new float[samples][storedSteps][size + Synapses.PADDING];
            deltas = new float[samples][steps][size + Synapses.PADDING];
        }
        clearSums();
        for (int c = 0; c < spec.channels(); c++) {
            set(
                    runningNorm,
                    c,
                    (double) learner.mean()[c] - learner.bias()[c],
                    Math.sqrt((double) learner.variance()[c] + spec.epsilon()));
        }
    }

    private void set(ChannelAffine affine, int c, double center, double sigma) {
        final double scale = (double) spec.alpha() * spec.threshold() * gamma()[c] / sigma;
        affine.set(c, (float) scale, (float) (beta()[c] - scale * center));
    }

    private float[] gamma() {
        return learner.gamma().parameters().values();
    }

    private float[] beta() {
        return learner.beta().parameters().values();
    }

    private void clearSums() {
        for (final double[] shard : sums) {
            Arrays.fill(shard, 0);
        }
    }

    private double total(int i) {
        double total = 0;
        for (final double[] shard : sums) {
            total += shard[i];
        }
        return total;
    }

    /** After the currents of all samples: statistics, and the running ones follow. */
    void finishForward(int samples) {
        final double count = (double) samples * storedSteps * output.positions();
        final double all = (double) samples * steps * output.positions();
        for (int c = 0; c < spec.channels(); c++) {
            final double center = total(c) / count;
            final double variance = Math.max(0, total(spec.channels() + c) / count - center * center);
            batchMean[c] = center;
            deviation[c] = Math.sqrt(variance + spec.epsilon());
            set(batchNorm, c, center, deviation[c]);
            for (int i = c; i < mean.length; i += spec.channels()) {
                mean[i] = (float) center;
            }
            final double unbiased = all > 1 ? variance * all / (all - 1) : variance;
            learner.mean()[c] = follow(learner.mean()[c], center + learner.bias()[c]);
            learner.variance()[c] = follow(learner.variance()[c], unbiased);
        }
        clearSums();
    }

    private static float follow(float running, double batch) {
        return (float) ((1 - MOMENTUM) * running + MOMENTUM * batch);
    }

    /** After the neurons of all samples have gone backward: the gradient through the norm. */
    void finishBackward(int samples) {
        final double count = (double) samples * steps * output.positions();
        for (int c = 0; c < spec.channels(); c++) {
            final double factor = (double) spec.alpha() * spec.threshold();
            final double sigma = deviation[c];
            final double delta = total(c);
            final double product = total(spec.channels() + c) / sigma; // Σδx̂
            betaGradient[c] = (float) delta;
            gammaGradient[c] = (float) (factor * product);
            final double scale = factor * gamma()[c] / sigma;
            final double slope = -scale * product / (count * sigma);
            for (int i = c; i < mean.length; i += spec.channels()) {
                factors[0][i] = (float) scale;
                factors[1][i] = (float) slope;
                factors[2][i] = (float) (-scale * delta / count - slope * batchMean[c]);
            }
        }
        clearSums();
    }

    /** Updates gamma and beta. */
    void update(int samples, UpdateRule rule) {
        update(learner.gamma(), gammaGradient, samples, rule);
        update(learner.beta(), betaGradient, samples, rule);
    }

    static void update(Learner learner, float[] gradient, int samples, UpdateRule rule) {
        final float share = 1f / samples;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= share;
        }
        learner.adam().update(learner.parameters().values(), gradient, 0, gradient.length, rule);
    }

    /** The last batch's sum of ∂L/∂γ; after {@link #update} its mean. Not to be modified. */
    float[] gammaGradient() {
        return gammaGradient;
    }

    /** The same of ∂L/∂β. */
    float[] betaGradient() {
        return betaGradient;
    }
}
