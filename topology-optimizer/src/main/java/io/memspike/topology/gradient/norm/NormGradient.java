package io.memspike.topology.gradient.norm;

import io.memspike.core.ChannelAffine;
import io.memspike.core.Shape;
import io.memspike.core.kernel.Kernels;
import io.memspike.topology.gradient.Shards;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.neuron.internal.NeuronGradient;
import io.memspike.topology.gradient.norm.internal.NormApplication;
import java.util.Arrays;
import java.util.Map;

/**
 * A norm in training, with the currents of a whole batch: its statistics are over all samples and positions, and over all
 * steps or, in as many parts, over each; where all steps are alike, over one. Backward, with σ² = variance + ε,
 * x̂ = (I − mean)/σ, c the norm's factor, M elements a channel:
 *
 * <pre>
 *   ∂L/∂β = Σδ,   ∂L/∂γ = c Σδx̂,   ∂L/∂I = (cγ/σ) (δ − Σδ/M − x̂ Σδx̂/M)
 * </pre>
 */
public final class NormGradient extends BatchBarrier {
    /** Share of the batch's statistics in the running ones, as in PyTorch. */
    public static final double MOMENTUM = 0.1;

    private final BatchNormalisation spec;
    private final Shape shape;
    private final int channels;
    private final int steps;
    private final Kernels kernels;
    private final NeuronGradient loops;
    private final Map<String, float[]> tensors;
    private final Part[] parts; // of time: one, or one a step
    private final float[] gammaGradient;
    private final float[] betaGradient;

    /** Statistics of the batch over part of the time, and what follows from them. */
    private static final class Part {
        final ChannelAffine batchNorm;
        final float[] mean; // repeated over a run; so are the gradient's factors
        final float[][] factors; // of δ, of the current, and alone
        final double[][] sums;
        final double[] batchMean;
        final double[] deviation; // σ

        Part(int channels) {
            final int run = ChannelAffine.runLength(channels);
            batchNorm = new ChannelAffine(channels);
            mean = new float[run];
            factors = new float[3][run];
            sums = new double[Shards.COUNT][2 * channels];
            batchMean = new double[channels];
            deviation = new double[channels];
        }

        void clearSums() {
            for (final double[] shard : sums) {
                Arrays.fill(shard, 0);
            }
        }

        double total(int i) {
            double total = 0;
            for (final double[] shard : sums) {
                total += shard[i];
            }
            return total;
        }
    }

    /**
     * A norm.
     *
     * @param spec what it does with a batch
     * @param context with mean and variance among the tensors, which follow the batches; gamma and beta, and bias, where there are
     */
    public NormGradient(BatchNormalisation spec, Context context) {
        super(context);
        this.spec = spec;
        this.shape = context.shape();
        this.channels = shape.channels();
        this.steps = context.steps();
        this.tensors = context.tensors();
        this.kernels = context.kernels();
        this.loops = NeuronGradient.of(kernels);
        this.gammaGradient = new float[channels];
        this.betaGradient = new float[channels];
        this.parts = new Part[spec.isByStep() ? storedSteps() : 1];
        Arrays.setAll(parts, part -> new Part(channels));
    }

    /** Parts of time that have statistics of their own: 1, or as many as steps. */
    public int parts() {
        return parts.length;
    }

    /** The part that a step belongs to. */
    public int partOf(int t) {
        return parts.length == 1 ? 0 : t;
    }

    @Override
    public void beginBatch(int samples) {
        super.beginBatch(samples);
        clearSums();
    }

    /** Scale and offset of the batch in a part, after {@link #finishForward}. */
    public ChannelAffine affine(int part) {
        return parts[part].batchNorm;
    }

    /** Sums of one thread over a part. */
    public ChannelSums newSums(int part) {
        return new ChannelSums(channels, parts[part].mean);
    }

    /** Where a shard's sums over a part add up. */
    public double[] sums(int part, int shard) {
        return parts[part].sums[shard];
    }

    /** Takes a sample's currents into the statistics. */
    public void observe(int shard, int sample, ChannelSums scratch) {
        for (int part = 0; part < parts.length; part++) {
            scratch.clear();
            for (int t = part; t < storedSteps() && partOf(t) == part; t++) {
                loops.addSquares(currents(sample)[t], scratch, shape.size());
            }
            scratch.addTo(parts[part].sums[shard]);
        }
    }

    /** A tensor's number of a channel, or another where there is no such tensor. */
    private float tensor(String name, int channel, float otherwise) {
        final float[] tensor = tensors.get(name);
        return tensor == null ? otherwise : tensor[channel];
    }

    private void clearSums() {
        for (final Part part : parts) {
            part.clearSums();
        }
    }

    @Override
    public Observer observer() {
        final ChannelSums scratch = newSums(0);
        return (shard, sample) -> observe(shard, sample, scratch);
    }

    @Override
    public Application apply(Trace entering) {
        entering.putNorm(this);
        return new NormApplication(entering, kernels);
    }

    /** After the currents of all samples: statistics, and the running ones follow, step by step where each has its own. */
    @Override
    public void finishForward(int samples) {
        final double count = (double) samples * storedSteps() * shape.positions() / parts.length;
        final double all = spec.isByStep() ? count : (double) samples * steps * shape.positions();
        for (final Part part : parts) {
            for (int c = 0; c < channels; c++) {
                finishForward(part, c, count, all);
            }
        }
        clearSums();
    }

    private void finishForward(Part part, int c, double count, double all) {
        final double center = part.total(c) / count;
        final double variance = Math.max(0, part.total(channels + c) / count - center * center);
        part.batchMean[c] = center;
        part.deviation[c] = Math.sqrt(variance + spec.epsilon());
        final double scale = spec.factor() * tensor("gamma", c, 1f) / part.deviation[c];
        part.batchNorm.set(c, (float) scale, (float) (tensor("beta", c, 0f) - scale * center));
        for (int i = c; i < part.mean.length; i += channels) {
            part.mean[i] = (float) center;
        }
        final double unbiased = all > 1 ? variance * all / (all - 1) : variance;
        follow(tensors.get("mean"), c, center + tensor("bias", c, 0f));
        follow(tensors.get("variance"), c, unbiased);
    }

    private static void follow(float[] running, int c, double batch) {
        running[c] = (float) ((1 - MOMENTUM) * running[c] + MOMENTUM * batch);
    }

    /** After all that lies behind has gone backward: the gradient through the norm. */
    @Override
    public void finishBackward(int samples) {
        final double count = (double) samples * steps * shape.positions() / parts.length;
        for (int c = 0; c < channels; c++) {
            double ofBeta = 0;
            double ofGamma = 0;
            for (final Part part : parts) {
                ofBeta += part.total(c);
                ofGamma += spec.factor() * finishBackward(part, c, count);
            }
            betaGradient[c] = (float) ofBeta;
            gammaGradient[c] = (float) ofGamma;
        }
        clearSums();
    }

    /** The factors of a channel; returns Σδx̂. */
    private double finishBackward(Part part, int c, double count) {
        final double sigma = part.deviation[c];
        final double delta = part.total(c);
        final double product = part.total(channels + c) / sigma; // Σδx̂
        final double scale = spec.factor() * tensor("gamma", c, 1f) / sigma;
        final double slope = -scale * product / (count * sigma);
        for (int i = c; i < part.mean.length; i += channels) {
            part.factors[0][i] = (float) scale;
            part.factors[1][i] = (float) slope;
            part.factors[2][i] = (float) (-scale * delta / count - slope * part.batchMean[c]);
        }
        return product;
    }

    @Override
    public float[] backward(int sample, int t, float[] room) {
        final float[] current = currents(sample)[storedSteps() == 1 ? 0 : t];
        loops.normBackward(parts[partOf(t)].factors, deltas(sample)[t], current, room, shape.size());
        return room;
    }

    @Override
    public Map<String, float[]> gradients() {
        return Map.of("gamma", gammaGradient, "beta", betaGradient);
    }
}
