package io.memspike.core.kind.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.ChannelAffine;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.run.AffineStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link TdBatchNorm} in service: one scale and one offset a channel. */
@AutoService(StepFactory.class)
public final class TdBatchNormStep implements StepFactory {
    @Override
    public Class<TdBatchNorm> kind() {
        return TdBatchNorm.class;
    }

    @Override
    public Step open(Kind kind, StepContext context) {
        final ChannelAffine affine = ChannelAffine.of(
                (TdBatchNorm) kind,
                context.tensor("bias"),
                context.tensor("gamma"),
                context.tensor("beta"),
                context.tensor("mean"),
                context.tensor("variance"));
        return AffineStep.of(affine, context);
    }
}
