package io.memspike.topology;

/**
 * Settings of a training run; all that its result depends on besides samples and initial parameters.
 *
 * @param epochs passes over the samples, at least 1
 * @param batch samples per update, at least 1
 * @param learningRate Adam's step size at the start; it falls to 0 along a half cosine over all updates
 * @param weightDecay L2 decay, at least 0
 * @param spikePenalty what a spike rate of 1 in one layer of neurons adds to the loss, at least 0: fewer spikes, less work
 * @param loss the loss
 * @param seed seed of the shuffling
 */
public record TrainingConfig(
        int epochs, int batch, double learningRate, double weightDecay, double spikePenalty, Loss loss, long seed) {
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

    /** Settings without a penalty on spikes. */
    public TrainingConfig(int epochs, int batch, double learningRate, double weightDecay, Loss loss, long seed) {
        this(epochs, batch, learningRate, weightDecay, 0, loss, seed);
    }

    /** Step size of update {@code step} (from 0) of {@code steps}: {@code learningRate · (1 + cos(π step/steps))/2}. */
    double learningRateAt(long step, long steps) {
        return learningRate * 0.5 * (1 + StrictMath.cos(Math.PI * step / steps));
    }
}
