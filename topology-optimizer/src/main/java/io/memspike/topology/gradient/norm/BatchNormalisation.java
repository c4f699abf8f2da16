package io.memspike.topology.gradient.norm;

import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.core.kind.norm.TdBatchNorm;

/**
 * What a norm does with a batch: {@code y = factor · (I − mean)/√(variance + epsilon) · gamma + beta}, a channel.
 *
 * @param factor beside gamma
 * @param epsilon added to the variance
 * @param isByStep whether each step has statistics of its own, else all have the same
 */
public record BatchNormalisation(double factor, float epsilon, boolean isByStep) {
    /** Over samples, positions and time. */
    public static BatchNormalisation of(TdBatchNorm norm) {
        return new BatchNormalisation((double) norm.alpha() * norm.threshold(), norm.epsilon(), false);
    }

    /** Over samples and positions. */
    public static BatchNormalisation of(BatchNorm norm) {
        return new BatchNormalisation(1, norm.epsilon(), true);
    }
}
