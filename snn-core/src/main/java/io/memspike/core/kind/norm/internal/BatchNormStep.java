package io.memspike.core.kind.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.ChannelAffine;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.core.run.AffineStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link BatchNorm} in service: one scale and one offset a channel. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class BatchNormStep implements StepFactory<BatchNorm> {
    @Override
    public Step open(BatchNorm norm, StepContext context) {
        final float[] mean = context.tensor("mean");
        final float[] variance = context.tensor("variance");
        final float[] gamma = norm.affine() ? context.tensor("gamma") : null;
        final float[] beta = norm.affine() ? context.tensor("beta") : null;
        final ChannelAffine affine = new ChannelAffine(mean.length);
        for (int c = 0; c < mean.length; c++) {
            final double scale = (gamma == null ? 1 : gamma[c]) / Math.sqrt((double) variance[c] + norm.epsilon());
            affine.set(c, (float) scale, (float) ((beta == null ? 0 : beta[c]) - scale * mean[c]));
        }
        return AffineStep.of(affine, context);
    }
}
