package io.memspike.topology.gradient.norm;

import io.memspike.core.ChannelAffine;
import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.topology.gradient.Shards;
import io.memspike.topology.gradient.neuron.NeuronGradient;
import java.util.Arrays;
import java.util.Map;

/**
 * A norm in training, with the currents of a whole batch: its statistics are over all samples, positions and steps, so a
 * batch goes forward and backward stage by stage. A batch's part in a norm, where "all" is by any number of threads:
 *
 * <ol>
 *   <li>{@link #beginBatch}; currents of all samples, each {@link #observe}d; {@link #finishForward}: statistics;
 *   <li>what lies behind of all samples, forward and backward; {@link #finishBackward}: the norm's gradient;
 *   <li>{@link #backward} for all samples.
 * </ol>
 *
 * <p>Backward, with σ² = variance + ε, x̂ = (I − mean)/σ, c = α · threshold, M elements a channel:
 *
 * <pre>
 *   ∂L/∂β = Σδ,   ∂L/∂γ = c Σδx̂,   ∂L/∂I = (cγ/σ) (δ − Σδ/M − x̂ Σδx̂/M)
 * </pre>
 */
public final class NormGradient {
    /** Share of the batch's statistics in the running ones, as in PyTorch. */
    public static final double MOMENTUM = 0.1;

    private final TdBatchNorm spec;
    private final Shape shape;
    private final int channels;
    private final int steps;
    private final int storedSteps; // 1 where the input, hence the current, does not change
    private final NeuronGradient loops;
    private final Map<String, float[]> tensors;
    private final ChannelAffine batchNorm;
    private final float[] mean; // of the batch, repeated over a run; so are the gradient's factors
    private final float[][] factors; // of δ, of the current, and alone
    private final double[][] sums;
    private final double[] batchMean;
    private final double[] deviation; // σ
    private final float[] gammaGradient;
    private final float[] betaGradient;
    private float[][][] currents = {}; // [sample][stored step] (size + padding)
    private float[][][] deltas = {}; // [sample][step] ∂L/∂(what leaves)

    /**
     * A norm.
     *
     * @param spec its constants
     * @param shape of currents
     * @param steps of a sample
     * @param storedSteps 1 where all steps are alike, else {@code steps}
     * @param tensors gamma, beta, bias, mean and variance; the last two follow the batches
     * @param kernels inner loops
     */
    public NormGradient(
            TdBatchNorm spec, Shape shape, int steps, int storedSteps, Map<String, float[]> tensors, Kernels kernels) {
        this.spec = spec;
        this.shape = shape;
        this.channels = shape.channels();
        this.steps = steps;
        this.storedSteps = storedSteps;
        this.tensors = tensors;
        this.loops = NeuronGradient.of(kernels);
        this.batchNorm = new ChannelAffine(channels);
        this.batchMean = new double[channels];
        this.deviation = new double[channels];
        this.gammaGradient = new float[channels];
        this.betaGradient = new float[channels];
        final int run = ChannelAffine.runLength(channels);
        this.mean = new float[run];
        this.factors = new float[3][run];
        this.sums = new double[Shards.COUNT][2 * channels];
    }

    /** Makes room. */
    public void beginBatch(int samples) {
        if (currents.length < samples) {
            currents = new float[samples][storedSteps][shape.size() + Synapses.PADDING];
            deltas = new float[samples][steps][shape.size() + Synapses.PADDING];
        }
        clearSums();
    }

    /** Scale and offset of the batch, after {@link #finishForward}. */
    public ChannelAffine affine() {
        return batchNorm;
    }

    /** What enters for a sample, [stored step] (≥ size). */
    public float[][] currents(int sample) {
        return currents[sample];
    }

    /** ∂L/∂(what leaves) of a sample, [step] (≥ size). */
    public float[][] deltas(int sample) {
        return deltas[sample];
    }

    /** Sums of one thread. */
    public ChannelSums newSums() {
        return new ChannelSums(channels, mean);
    }

    /** Where a shard's sums add up. */
    public double[] sums(int shard) {
        return sums[shard];
    }

    /** Takes a sample's currents into the statistics. */
    public void observe(int shard, int sample, ChannelSums scratch) {
        scratch.clear();
        for (final float[] current : currents[sample]) {
            loops.addSquares(current, scratch, shape.size());
        }
        scratch.addTo(sums[shard]);
    }

    private float[] tensor(String name) {
        return tensors.get(name);
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
    public void finishForward(int samples) {
        final double count = (double) samples * storedSteps * shape.positions();
        final double all = (double) samples * steps * shape.positions();
        final float[] gamma = tensor("gamma");
        final float[] beta = tensor("beta");
        for (int c = 0; c < channels; c++) {
            final double center = total(c) / count;
            final double variance = Math.max(0, total(channels + c) / count - center * center);
            batchMean[c] = center;
            deviation[c] = Math.sqrt(variance + spec.epsilon());
            final double scale = (double) spec.alpha() * spec.threshold() * gamma[c] / deviation[c];
            batchNorm.set(c, (float) scale, (float) (beta[c] - scale * center));
            for (int i = c; i < mean.length; i += channels) {
                mean[i] = (float) center;
            }
            final double unbiased = all > 1 ? variance * all / (all - 1) : variance;
            follow(tensor("mean"), c, center + tensor("bias")[c]);
            follow(tensor("variance"), c, unbiased);
        }
        clearSums();
    }

    private static void follow(float[] running, int c, double batch) {
        running[c] = (float) ((1 - MOMENTUM) * running[c] + MOMENTUM * batch);
    }

    /** After all that lies behind has gone backward: the gradient through the norm. */
    public void finishBackward(int samples) {
        final double count = (double) samples * steps * shape.positions();
        for (int c = 0; c < channels; c++) {
            final double factor = (double) spec.alpha() * spec.threshold();
            final double sigma = deviation[c];
            final double delta = total(c);
            final double product = total(channels + c) / sigma; // Σδx̂
            betaGradient[c] = (float) delta;
            gammaGradient[c] = (float) (factor * product);
            final double scale = factor * tensor("gamma")[c] / sigma;
            final double slope = -scale * product / (count * sigma);
            for (int i = c; i < mean.length; i += channels) {
                factors[0][i] = (float) scale;
                factors[1][i] = (float) slope;
                factors[2][i] = (float) (-scale * delta / count - slope * batchMean[c]);
            }
        }
        clearSums();
    }

    /** Overwrites {@code gradient} by ∂L/∂current of a sample and step. */
    public void backward(int sample, int t, float[] gradient) {
        final float[] current = currents[sample][storedSteps == 1 ? 0 : t];
        loops.normBackward(factors, deltas[sample][t], current, gradient, shape.size());
    }

    /** The last batch's sum of ∂L/∂γ. Modified by whoever updates. */
    public float[] gammaGradient() {
        return gammaGradient;
    }

    /** The same of ∂L/∂β. */
    public float[] betaGradient() {
        return betaGradient;
    }
}
