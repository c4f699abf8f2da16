package io.memspike.topology;

import io.memspike.topology.parameter.Optimiser;
import io.memspike.topology.parameter.UpdateRule;

/**
 * Settings of a training run; with objective, samples and initial parameters all that its result depends on.
 *
 * @param epochs passes over the samples, at least 1
 * @param batch samples per update, at least 1
 * @param learningRate step size at the start
 * @param decay how the step size changes over all updates
 * @param weightDecay decay of what is learnt, at least 0
 * @param optimiser which way values follow their gradient
 * @param spikePenalty what a spike rate of 1 in one node of neurons adds to the loss, at least 0: fewer spikes, less work
 * @param clipNorm largest norm of the gradient of all that is learnt, a mean over the batch: a longer one is shortened to it (Pascanu,
 *     Mikolov, Bengio, "On the difficulty of training recurrent neural networks", ICML 2013); above 0, infinite for none
 * @param seed seed of shuffling and random choices
 */
public record TrainingConfig(
        int epochs,
        int batch,
        double learningRate,
        Decay decay,
        double weightDecay,
        Optimiser optimiser,
        double spikePenalty,
        double clipNorm,
        long seed) {
    /** How the step size changes. */
    public enum Decay {
        /** It stays. */
        NONE {
            @Override
            double left(double share) {
                return 1;
            }
        },
        /** It falls to 0 along a half cosine. */
        COSINE {
            @Override
            double left(double share) {
                return 0.5 * (1 + StrictMath.cos(Math.PI * share));
            }
        },
        /** It falls to 0 along a line. */
        LINEAR {
            @Override
            double left(double share) {
                return 1 - share;
            }
        };

        /** What is left of the step size after a share of all updates. */
        abstract double left(double share);
    }

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
        if (!(clipNorm > 0)) {
            throw new IllegalArgumentException("training: expected a clipNorm above 0, found " + clipNorm);
        }
    }

    /** Adam with a decay that is added to the gradient, and a step size that falls to 0. */
    public static TrainingConfig adam(
            int epochs, int batch, double learningRate, double weightDecay, double spikePenalty, long seed) {
        return of(epochs, batch, learningRate, weightDecay, Optimiser.ADAM, spikePenalty, seed);
    }

    /** Any optimiser, with a step size that falls to 0 along a half cosine, and gradients as they are. */
    public static TrainingConfig of(
            int epochs,
            int batch,
            double learningRate,
            double weightDecay,
            Optimiser optimiser,
            double spikePenalty,
            long seed) {
        return new TrainingConfig(
                epochs,
                batch,
                learningRate,
                Decay.COSINE,
                weightDecay,
                optimiser,
                spikePenalty,
                Double.POSITIVE_INFINITY,
                seed);
    }

    /** AdamW, with a step size that falls to 0 along a half cosine, or stays. */
    public static TrainingConfig adamW(
            int epochs, int batch, double learningRate, boolean decays, double weightDecay, long seed) {
        final TrainingConfig config = of(epochs, batch, learningRate, weightDecay, Optimiser.ADAMW, 0, seed);
        return decays ? config : config.with(Decay.NONE, Double.POSITIVE_INFINITY);
    }

    /** The same with a step size that changes otherwise, and gradients that are clipped. */
    public TrainingConfig with(Decay otherDecay, double otherClipNorm) {
        return new TrainingConfig(
                epochs, batch, learningRate, otherDecay, weightDecay, optimiser, spikePenalty, otherClipNorm, seed);
    }

    /** The rule of update {@code step} (from 0) of {@code steps}. */
    UpdateRule ruleAt(long step, long steps) {
        return new UpdateRule(step + 1, learningRate * decay.left((double) step / steps), weightDecay, optimiser);
    }
}
