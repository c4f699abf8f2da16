package io.memspike.core.kind.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.ChannelAffine;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.run.AffineStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link TdBatchNorm} in service: one scale and one offset a channel. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class TdBatchNormStep implements StepFactory<TdBatchNorm> {
    @Override
    public Step open(TdBatchNorm kind, StepContext context) {
        final ChannelAffine affine = ChannelAffine.of(
                kind,
                context.tensor("bias"),
                context.tensor("gamma"),
                context.tensor("beta"),
                context.tensor("mean"),
                context.tensor("variance"));
        return AffineStep.of(affine, context);
    }
}
