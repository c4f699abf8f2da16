package io.memspike.core.kind.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.norm.Affine;
import io.memspike.core.run.AffineStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Affine} at work. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class AffineNormStep implements StepFactory<Affine> {
    @Override
    public Step open(Affine kind, StepContext context) {
        return AffineStep.of(kind.per(), context.tensor("scale"), context.tensor("offset"), context);
    }
}
