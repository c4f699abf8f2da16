package io.memspike.topology;

import io.memspike.core.SpikeList;
import io.memspike.core.SpikingBlock;
import io.memspike.core.Synapses;
import io.memspike.core.Unflattening;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.vae.Picks;
import io.memspike.core.vae.VaeSpec;
import java.util.Arrays;
import java.util.List;

/** One thread's part in an auto-encoder's batch: each method is one sample's share of a stage. */
final class VaeWorker {
    final NormWorker[] encoder;
    final NormWorker[] posterior;
    final NormWorker[] prior;
    final NormWorker[] decoder;

    private final VaeSpec spec;
    private final VaeBatch batch;
    private final Kernels kernels;
    private final Synapses.Reader output;
    private final SynapseGradient.Worker outputGradient;
    private final Learner outputBias;
    private final SpikingBlock.State[] servedPosterior;
    private final SpikingBlock.State[] servedPrior;
    private final Unflattening unflattening;
    private final float[] weightOfStep; // of the membrane: retain^(steps − 1 − t)
    private final SpikeList[] map; // [step]
    private final float[][] vectorGradient; // [step]
    private final float[][] headGradient; // [step] (k · latents)
    private final boolean[] fired;
    private final float[] weighted; // spikes into the output, weighted by step
    private final SpikeList weightedList;
    private final float[] pixel; // current, then ∂L/∂current
    private final float[] outputInputGradient;
    private final float[] trace;

    VaeWorker(VaeParts parts, VaeBatch batch) {
        this.spec = parts.spec();
        this.batch = batch;
        this.kernels = parts.kernels();
        this.encoder = open(parts.encoder());
        this.posterior = open(parts.posterior());
        this.prior = open(parts.prior());
        this.decoder = open(parts.decoder());
        this.output = parts.output().synapses().open();
        this.outputGradient = parts.output().gradients().open();
        this.outputBias = parts.outputBias();
        this.servedPosterior = serve(parts.posterior());
        this.servedPrior = serve(parts.prior());
        this.unflattening = new Unflattening(spec.smallest());
        final int steps = spec.steps();
        this.weightOfStep = new float[steps];
        float weight = 1;
        for (int t = steps - 1; t >= 0; t--) {
            weightOfStep[t] = weight;
            weight *= spec.membrane().retain();
        }
        final int features = spec.smallest().size();
        this.map = new SpikeList[steps];
        for (int t = 0; t < steps; t++) {
            map[t] = new SpikeList(features);
        }
        this.vectorGradient = new float[steps][features];
        this.fired = new boolean[spec.k() * spec.latent()];
        this.headGradient = new float[steps][fired.length];
        final int outputInputs = parts.output().synapses().input().size();
        this.weighted = new float[outputInputs];
        this.weightedList = new SpikeList(outputInputs);
        this.outputInputGradient = new float[outputInputs + Synapses.PADDING];
        this.pixel = new float[spec.image().size() + Synapses.PADDING];
        this.trace = new float[steps * spec.latent()];
    }

    private static NormWorker[] open(List<NormLayer> layers) {
        return layers.stream().map(NormWorker::new).toArray(NormWorker[]::new);
    }

    private static SpikingBlock.State[] serve(List<NormLayer> layers) {
        return layers.stream().map(layer -> layer.served().open()).toArray(SpikingBlock.State[]::new);
    }

    /** Currents of the first block, from an image. */
    void see(VaeImages images, int shard, int sample) {
        images.load(batch.image[sample], batch.whole[sample], batch.holed[sample]);
        batch.pixels[sample][0].compact(batch.holed[sample], batch.holed[sample].length, kernels);
        encoder[0].currents(shard, sample, batch.pixels[sample]);
    }

    /** Currents of a block from the spikes of the one before. */
    void forward(NormWorker from, NormWorker to, int shard, int sample) {
        to.currents(shard, sample, from.neurons(sample));
    }

    /** Spikes h into the posterior's input, without z. */
    void latent(int sample) {
        final SpikeList[] h = encoder[3].neurons(sample);
        for (int t = 0; t < spec.steps(); t++) {
            batch.posteriorInput[sample][t].copyFrom(h[t]);
        }
    }

    /**
     * Draws z step by step, without gradient, from the posterior as it serves: running statistics, state carried over the
     * steps. Each step's z enters the next.
     *
     * @param key key of the sample's picks
     */
    void draw(long key, int sample) {
        reset(servedPosterior);
        final int latent = spec.latent();
        final SpikeList drawn = batch.z[sample][0];
        for (int t = 0; t < spec.steps(); t++) {
            for (int i = 0; i < latent; i++) {
                batch.picks[sample][t * latent + i] = Picks.pick(key, t, i, spec.k());
            }
            if (t + 1 < spec.steps()) {
                mark(run(servedPosterior, batch.posteriorInput[sample][t]));
                take(batch.picks[sample], t, drawn);
                previous(sample, t + 1, drawn);
            }
        }
    }

    /** z of the step before enters the posterior at step t. */
    void previous(int sample, int t, SpikeList z) {
        final SpikeList input = batch.posteriorInput[sample][t];
        for (int e = 0; e < z.size(); e++) {
            input.add(spec.latent() + z.index(e), 1f);
        }
    }

    private static void reset(SpikingBlock.State[] blocks) {
        for (final SpikingBlock.State block : blocks) {
            block.reset();
        }
    }

    private static SpikeList run(SpikingBlock.State[] blocks, SpikeList input) {
        SpikeList spikes = input;
        for (final SpikingBlock.State block : blocks) {
            spikes = block.step(spikes, 0);
        }
        return spikes;
    }

    private void mark(SpikeList spikes) {
        Arrays.fill(fired, false);
        for (int e = 0; e < spikes.size(); e++) {
            fired[spikes.index(e)] = true;
        }
    }

    /** z of a step from the spikes marked. */
    private void take(int[] picks, int t, SpikeList z) {
        z.clear();
        for (int i = 0; i < spec.latent(); i++) {
            if (fired[i * spec.k() + picks[t * spec.latent() + i]]) {
                z.add(i, 1f);
            }
        }
    }

    /** z and the posterior's trace, from the posterior's spikes; currents of the decoder's first block. */
    void choose(int shard, int sample) {
        final SpikeList[] spikes = posterior[2].neurons(sample);
        for (int t = 0; t < spec.steps(); t++) {
            mark(spikes[t]);
            take(batch.picks[sample], t, batch.z[sample][t]);
        }
        trace(spikes, batch.trace[sample]);
        decoder[0].currents(shard, sample, batch.z[sample]);
    }

    /** Postsynaptic potential of the mean over k: {@code s ← s + (x − s)/2}. */
    private void trace(SpikeList[] spikes, float[] into) {
        final int latent = spec.latent();
        Arrays.fill(into, 0f);
        final float share = 0.5f / spec.k();
        for (int t = 0; t < spec.steps(); t++) {
            final int at = t * latent;
            for (int i = 0; t > 0 && i < latent; i++) {
                into[at + i] = 0.5f * into[at - latent + i];
            }
            for (int e = 0; e < spikes[t].size(); e++) {
                into[at + spikes[t].index(e) / spec.k()] += share;
            }
        }
    }

    /**
     * What enters the prior, and the currents of its first block.
     *
     * @param probability of scheduled sampling
     * @param coins key of the coins that are tossed for each step
     * @param key key of the picks from what the prior draws
     */
    void priorInput(double probability, long coins, long key, int shard, int sample) {
        int last = 0; // step before which the prior draws last
        for (int t = 1; t < spec.steps(); t++) {
            last = Picks.uniform(coins, t) < probability ? t : last;
        }
        final SpikeList[] input = batch.priorInput[sample];
        input[0].clear();
        reset(servedPrior);
        for (int t = 1; t < spec.steps(); t++) {
            final SpikeList own = t <= last ? run(servedPrior, input[t - 1]) : null;
            if (own != null && Picks.uniform(coins, t) < probability) {
                mark(own);
                takeAnew(key, t, input[t]);
            } else {
                input[t].copyFrom(batch.z[sample][t - 1]);
            }
        }
        prior[0].currents(shard, sample, input);
    }

    private void takeAnew(long key, int t, SpikeList z) {
        z.clear();
        for (int i = 0; i < spec.latent(); i++) {
            if (fired[i * spec.k() + Picks.pick(key, t, i, spec.k())]) {
                z.add(i, 1f);
            }
        }
    }

    /** Currents of the decoder's first transposed convolution. */
    void unflatten(int shard, int sample) {
        decoder[1].currents(shard, sample, unflattened(sample));
    }

    private SpikeList[] unflattened(int sample) {
        final SpikeList[] features = decoder[0].neurons(sample);
        for (int t = 0; t < spec.steps(); t++) {
            unflattening.spikes(features[t], map[t]);
        }
        return map;
    }

    /**
     * Distance of posterior and prior, {@code mean((psp(q̄) − psp(p̄))²)}, and backward through the prior's neurons. What
     * reaches the posterior is kept.
     */
    void compare(int shard, int sample) {
        trace(prior[2].neurons(sample), trace);
        final float[] ofPosterior = batch.trace[sample];
        final int latent = spec.latent();
        final int n = spec.steps() * latent;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            final float difference = ofPosterior[i] - trace[i];
            sum += (double) difference * difference;
            ofPosterior[i] = 2f / n * difference;
        }
        batch.mmd[shard] += sum / n;
        for (int i = n - 1; i >= 0; i--) { // s ← s/2 + x/2 backward
            ofPosterior[i] = 0.5f * ofPosterior[i] + (i + latent < n ? 0.5f * ofPosterior[i + latent] : 0f);
        }
        for (int t = 0; t < spec.steps(); t++) {
            for (int i = 0; i < latent; i++) {
                Arrays.fill(headGradient[t], i * spec.k(), (i + 1) * spec.k(), -ofPosterior[t * latent + i] / spec.k());
            }
        }
        prior[2].neuronsBackward(shard, sample, headGradient);
    }

    /**
     * Reconstruction, its loss, and backward through the output and the last neurons. The output is linear up to the
     * membrane, so the spikes of all steps go through it at once, each weighted as its step will be.
     */
    void reconstruct(int shard, int sample, double[] biasGradient) {
        weigh(decoder[3].neurons(sample));
        Arrays.fill(pixel, 0f);
        output.accumulate(weightedList, 0, pixel);
        float biasWeight = 0;
        for (final float weight : weightOfStep) {
            biasWeight += weight;
        }
        final float bias = biasWeight * outputBias.parameters().values()[0];
        final float[] whole = batch.whole[sample];
        double loss = 0;
        double gradientSum = 0;
        for (int i = 0; i < whole.length; i++) {
            final double picture = StrictMath.tanh((double) pixel[i] + bias);
            final double difference = picture - whole[i];
            loss += difference * difference;
            pixel[i] = (float) (2 * difference * (1 - picture * picture) / whole.length);
            gradientSum += pixel[i];
        }
        batch.reconstruction[shard] += loss / whole.length;
        biasGradient[shard] += biasWeight * gradientSum;
        Arrays.fill(outputInputGradient, 0f);
        outputGradient.begin(shard, sample);
        outputGradient.step(0, weightedList, pixel, outputInputGradient);
        outputGradient.end();
        decoder[3].neuronsBackward(shard, sample, outputInputGradient, weightOfStep);
    }

    private void weigh(SpikeList[] spikes) {
        Arrays.fill(weighted, 0f);
        for (int t = 0; t < spikes.length; t++) {
            final int[] indices = spikes[t].indices();
            final float weight = weightOfStep[t];
            for (int e = 0; e < spikes[t].size(); e++) {
                weighted[indices[e]] += weight;
            }
        }
        weightedList.compact(weighted, weighted.length, kernels);
    }

    /** Backward through the synapses of a block and the neurons before it. */
    void backward(NormWorker from, NormWorker to, int shard, int sample) {
        final float[][] gradients = from.synapsesBackward(shard, sample, to.neurons(sample));
        to.neuronsBackward(shard, sample, gradients);
    }

    /** The same from the decoder's first transposed convolution. */
    void flatten(int shard, int sample) {
        final float[][] gradients = decoder[1].synapsesBackward(shard, sample, unflattened(sample));
        for (int t = 0; t < spec.steps(); t++) {
            unflattening.back(gradients[t], vectorGradient[t]);
        }
        decoder[0].neuronsBackward(shard, sample, vectorGradient);
    }

    /** Backward from the decoder's first block to z, and through the posterior's last neurons. */
    void unchoose(int shard, int sample) {
        final float[][] ofZ = decoder[0].synapsesBackward(shard, sample, batch.z[sample]);
        posterior[2].neurons(sample);
        final int latent = spec.latent();
        for (int t = 0; t < spec.steps(); t++) {
            for (int i = 0; i < latent; i++) {
                Arrays.fill(
                        headGradient[t],
                        i * spec.k(),
                        (i + 1) * spec.k(),
                        batch.trace[sample][t * latent + i] / spec.k());
                headGradient[t][i * spec.k() + batch.picks[sample][t * latent + i]] += ofZ[t][i];
            }
        }
        posterior[2].neuronsBackward(shard, sample, headGradient);
    }

    /** Backward from the posterior's first block to h, and through the latent neurons. z of the step before has no gradient. */
    void unlatent(int shard, int sample) {
        final float[][] gradients = posterior[0].synapsesBackward(shard, sample, batch.posteriorInput[sample]);
        encoder[3].neurons(sample);
        encoder[3].neuronsBackward(shard, sample, gradients);
    }

    /** Weights of the first blocks. */
    void unsee(int shard, int sample) {
        encoder[0].weightsBackward(shard, sample, batch.pixels[sample]);
    }

    /** See {@link #unsee}. */
    void endPrior(int shard, int sample) {
        prior[0].weightsBackward(shard, sample, batch.priorInput[sample]);
    }
}
