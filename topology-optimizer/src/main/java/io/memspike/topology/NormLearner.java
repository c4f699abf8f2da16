package io.memspike.topology;

import io.memspike.core.LayerSpec;
import java.util.Arrays;

/**
 * What is learnt and kept about one norm. Its bias is added before the batch's mean is taken away, so it changes nothing
 * and its gradient is zero: it is kept for files that bring one, and never learnt.
 *
 * @param gamma factors, [channels]
 * @param beta terms, [channels]
 * @param bias added to currents, [channels]. Never modified.
 * @param mean running mean, [channels]. Modified by training.
 * @param variance running variance, [channels]. Modified by training.
 */
public record NormLearner(Learner gamma, Learner beta, float[] bias, float[] mean, float[] variance) {
    public NormLearner {
        final int channels = bias.length;
        if (gamma.parameters().values().length != channels
                || beta.parameters().values().length != channels
                || mean.length != channels
                || variance.length != channels) {
            throw new IllegalArgumentException("norm: expected vectors of " + channels + " channels, found gamma "
                    + gamma.parameters().values().length + ", beta "
                    + beta.parameters().values().length + ", mean " + mean.length + ", variance " + variance.length);
        }
    }

    /** At the start: gamma 1, beta 0, running mean 0 and variance 1. */
    public static NormLearner of(LayerSpec.TdBatchNorm norm) {
        final float[] gamma = ones(norm.channels());
        return new NormLearner(
                Learner.of(new Parameters.Trained(gamma, 1f)),
                Learner.of(new Parameters.Trained(new float[norm.channels()], 1f)),
                new float[norm.channels()],
                new float[norm.channels()],
                ones(norm.channels()));
    }

    private static float[] ones(int n) {
        final float[] ones = new float[n];
        Arrays.fill(ones, 1f);
        return ones;
    }
}
