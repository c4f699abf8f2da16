package io.memspike.topology;

/**
 * Settings of an auto-encoder's training; all that its result depends on besides images and initial parameters.
 *
 * <p>Scheduled sampling (Bengio et al., NIPS 2015; for this network Kamata, Mukuta, Harada, AAAI 2022): in training, what
 * enters the prior at step t > 0 is the posterior's z of step t − 1, but with a probability, tossed for each image and step
 * alone, what the prior itself draws there from what entered it so far. The probability rises in equal steps from epoch to
 * epoch. That draw has no gradient.
 *
 * @param epochs passes over the images, at least 1
 * @param batch images per update, at least 1
 * @param learningRate AdamW's step size at the start
 * @param decays whether the step size falls to 0 along a half cosine over all updates, else it stays
 * @param weightDecay decoupled decay, at least 0
 * @param firstSampling probability of scheduled sampling in the first epoch, in [0, 1]
 * @param lastSampling probability in the last epoch
 * @param seed seed of shuffling, picks and scheduled sampling
 */
public record VaeTrainingConfig(
        int epochs,
        int batch,
        double learningRate,
        boolean decays,
        double weightDecay,
        double firstSampling,
        double lastSampling,
        long seed) {
    /** Probabilities of PRIME. */
    public static final double FIRST_SAMPLING = 0.1;

    /** See {@link #FIRST_SAMPLING}. */
    public static final double LAST_SAMPLING = 0.3;

    public VaeTrainingConfig {
        if (epochs < 1 || batch < 1) {
            throw new IllegalArgumentException(
                    "training: expected at least 1 epoch and batch, found epochs=" + epochs + " batch=" + batch);
        }
        if (!(learningRate > 0 && learningRate < 10) || !(weightDecay >= 0 && weightDecay < 1)) {
            throw new IllegalArgumentException(
                    "training: expected learningRate in (0, 10) and weightDecay in [0, 1), found" + " learningRate="
                            + learningRate + " weightDecay=" + weightDecay);
        }
        if (!(firstSampling >= 0 && firstSampling <= 1 && lastSampling >= 0 && lastSampling <= 1)) {
            throw new IllegalArgumentException(
                    "training: expected probabilities of scheduled sampling in [0, 1], found " + firstSampling + " and "
                            + lastSampling);
        }
    }

    /** Probability of scheduled sampling in an epoch, from 0. */
    double samplingAt(int epoch) {
        return epochs == 1 ? firstSampling : firstSampling + (lastSampling - firstSampling) * epoch / (epochs - 1);
    }

    /** The rule of update {@code step} (from 0) of {@code steps}. */
    UpdateRule ruleAt(long step, long steps) {
        final double share = decays ? 0.5 * (1 + StrictMath.cos(Math.PI * step / steps)) : 1;
        return new UpdateRule(step + 1, learningRate * share, weightDecay, true);
    }
}
