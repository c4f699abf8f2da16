package io.memspike.core.kind.norm.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.norm.Scale;
import io.memspike.core.run.AffineStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Scale} at work. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class ScaleStep implements StepFactory<Scale> {
    @Override
    public Step open(Scale kind, StepContext context) {
        return AffineStep.of(kind.per(), context.tensor("scale"), null, context);
    }
}
