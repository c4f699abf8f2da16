package io.memspike.core.kind.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.norm.Affine;
import io.memspike.core.run.AffineStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Affine} at work. */
@AutoService(StepFactory.class)
public final class AffineNormStep implements StepFactory {
    @Override
    public Class<Affine> kind() {
        return Affine.class;
    }

    @Override
    public Step open(Kind kind, StepContext context) {
        return AffineStep.of(((Affine) kind).per(), context.tensor("scale"), context.tensor("offset"), context);
    }
}
