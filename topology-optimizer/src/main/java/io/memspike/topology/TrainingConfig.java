package io.memspike.topology;

import io.memspike.topology.parameter.Optimiser;
import io.memspike.topology.parameter.UpdateRule;

/**
 * Settings of a training run; with objective, samples and initial parameters all that its result depends on.
 *
 * @param epochs passes over the samples, at least 1
 * @param batch samples per update, at least 1
 * @param learningRate step size at the start
 * @param decays whether the step size falls to 0 along a half cosine over all updates, else it stays
 * @param weightDecay decay of what is learnt, at least 0
 * @param optimiser which way values follow their gradient
 * @param spikePenalty what a spike rate of 1 in one node of neurons adds to the loss, at least 0: fewer spikes, less work
 * @param seed seed of shuffling and random choices
 */
public record TrainingConfig(
        int epochs,
        int batch,
        double learningRate,
        boolean decays,
        double weightDecay,
        Optimiser optimiser,
        double spikePenalty,
        long seed) {
    public TrainingConfig {
        if (epochs < 1 || batch < 1) {
            throw new IllegalArgumentException(
                    "training: expected at least 1 epoch and batch, found epochs=" + epochs + " batch=" + batch);
        }
        if (!(learningRate > 0 && learningRate < 10) || !(weightDecay >= 0 && weightDecay < 1)) {
            throw new IllegalArgumentException(
                    "training: expected learningRate in (0, 10) and weightDecay in [0, 1), found" + " learningRate="
                            + learningRate + " weightDecay=" + weightDecay);
        }
        if (!(spikePenalty >= 0 && spikePenalty < 1e6)) {
            throw new IllegalArgumentException("training: expected a spikePenalty in [0, 1e6), found " + spikePenalty);
        }
    }

    /** Adam with a decay that is added to the gradient, and a step size that falls to 0. */
    public static TrainingConfig adam(
            int epochs, int batch, double learningRate, double weightDecay, double spikePenalty, long seed) {
        return new TrainingConfig(epochs, batch, learningRate, true, weightDecay, Optimiser.ADAM, spikePenalty, seed);
    }

    /** AdamW. */
    public static TrainingConfig adamW(
            int epochs, int batch, double learningRate, boolean decays, double weightDecay, long seed) {
        return new TrainingConfig(epochs, batch, learningRate, decays, weightDecay, Optimiser.ADAMW, 0, seed);
    }

    /** The rule of update {@code step} (from 0) of {@code steps}: {@code learningRate · (1 + cos(π step/steps))/2}. */
    UpdateRule ruleAt(long step, long steps) {
        final double share = decays ? 0.5 * (1 + StrictMath.cos(Math.PI * step / steps)) : 1;
        return new UpdateRule(step + 1, learningRate * share, weightDecay, optimiser);
    }
}
